import { expect, it } from 'vitest'

import { runPaced } from './paced.ts'

async function* count(to: number, pauseMs = 0): AsyncGenerator<number, string> {
  for (let i = 1; i <= to; i++) {
    yield i
    if (pauseMs) await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return 'end'
}

it('gives the result and reports the first and the last value of a fast count, few between', async () => {
  const seen: number[] = []
  expect(await runPaced(count(20_000), (value) => seen.push(value), new AbortController().signal)).toBe('end')
  expect(seen[0]).toBe(1)
  expect(seen.at(-1)).toBe(20_000)
  expect(seen.length).toBeLessThan(20)
})

it('reports every value of a slow count', async () => {
  const seen: number[] = []
  await runPaced(count(3, 90), (value) => seen.push(value), new AbortController().signal)
  expect(seen).toEqual([1, 2, 3])
})

it('stops a generator that never pauses, and lets it clean up', async () => {
  const stop = new AbortController()
  let cleaned = false
  const endless = async function* (): AsyncGenerator<number, void> {
    try {
      for (let i = 0; ; i++) yield i
    } finally {
      cleaned = true
    }
  }
  setTimeout(() => stop.abort(new Error('stopped by hand')), 20)
  await expect(runPaced(endless(), () => undefined, stop.signal)).rejects.toThrow('stopped by hand')
  expect(cleaned).toBe(true)
})
