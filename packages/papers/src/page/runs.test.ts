import fc from 'fast-check'
import { expect, it } from 'vitest'

import { readLines } from '../reading/lines.ts'
import { streamOf } from '../reading/testing.ts'
import { readRuns } from './runs.ts'

const entry = 'A Title\n\nAn abstract that says it all.\n\n  • 2 authors\n·\nFeb 10, 2023\n\n'

async function runsOf(page: string) {
  return Array.fromAsync(readRuns(readLines(streamOf(page))))
}

it('leaves the head of the page out and takes its date', async () => {
  const head = 'Hugging Face\n\nModels\nDatasets\n\nnew\n\nDaily Papers\n\nbyAK and the research community\n\nDec 25\n\n'
  const [run] = await runsOf(head + entry)
  expect(run.header).toEqual({ year: undefined, month: 12, day: 25 })
  expect(run.items[0]).toMatchObject({ kind: 'text', text: 'A Title' })
})

it('knows week and month pages, whose head names no day', async () => {
  for (const period of ['Week 52', 'December 2025', 'Dec 15 - Dec 21', '2025-W52']) {
    const [run] = await runsOf(`Daily Papers\n\n${period}\n\n${entry}`)
    expect([run.header, run.items[0]]).toMatchObject([undefined, { text: 'A Title' }])
  }
})

it('holds one entry at a time, however long the page is', async () => {
  const runs = await runsOf(entry.repeat(500))
  expect(runs).toHaveLength(500)
  expect(Math.max(...runs.map(({ items }) => items.length))).toBeLessThanOrEqual(6)
})

it('sees the footer under the last entry', async () => {
  expect((await runsOf(`${entry}Previous\n\nNext\n`)).at(-1)).toMatchObject({ isLast: true, hasFooter: true })
})

it('takes the last word of a wrapped sentence for text, even where it reads like a button', async () => {
  const page = 'A Title\n\nAll of this is what we ask of large language\nmodels\n\n·\nFeb 1\n'
  const [run] = await runsOf(page)
  expect(run.items.filter(({ kind }) => kind === 'text')).toHaveLength(3)
})

it('never throws, and loses no line number', async () => {
  const piece = fc.constantFrom(
    'A Title',
    'new',
    '·',
    '• 2 authors',
    'Dec 25',
    'Feb 1, 2023 3',
    '12',
    'Daily Papers',
    'Next',
    'Submitted by',
    '',
    'x'.repeat(400),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece), async (lines) => {
      const items = (await runsOf(lines.join('\n'))).flatMap((run) => run.items)
      for (const item of items) expect(item.line).toBeLessThanOrEqual(lines.length)
    }),
  )
})
