import { expect, it } from 'vitest'
import { createOutput } from './output.ts'

function capture(isTTY = false) {
  const pieces = { stdout: [] as string[], stderr: [] as string[] }
  const streams = {
    stdout: { write: (text: string) => pieces.stdout.push(text) },
    stderr: { isTTY, write: (text: string) => pieces.stderr.push(text) },
  }
  return { written: (stream: 'stdout' | 'stderr') => pieces[stream].join(''), streams }
}

it('prints one JSON object a line and keeps words away from stdout with --json', () => {
  const { written, streams } = capture()
  const output = createOutput(true, streams)
  output.text('for people')
  output.progress({ done: 1, total: 2, unit: 'papers' })
  output.row({ added: 2 }, 'added 2')
  expect(
    written('stdout')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([{ progress: { done: 1, total: 2, unit: 'papers' } }, { added: 2 }])
})

it('keeps progress on stderr and thins it out where that is no terminal', () => {
  const { written, streams } = capture()
  let clock = 0
  const output = createOutput(false, streams, () => clock)
  for (clock = 0; clock < 5_000; clock += 100) output.progress({ done: clock, total: 10_000, unit: 'papers' })
  expect(written('stdout')).toBe('')
  expect(written('stderr').trim().split('\n')).toHaveLength(3)
})

it('wipes the drawn bar before a row on a terminal', () => {
  const { written, streams } = capture(true)
  const output = createOutput(false, streams)
  output.progress({ done: 1, total: 2, unit: 'papers' })
  output.row({}, 'done')
  expect(written('stderr').endsWith('\r\x1b[2K')).toBe(true)
  expect(written('stdout')).toBe('done\n')
})
