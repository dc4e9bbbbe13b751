import { expect, it } from 'vitest'

import type { JobEvent } from '../jobs/job.ts'
import type { Work } from '../work.ts'
import { collectRows, finiteLogProbability } from './rows.ts'

const token = { text: 'a', bytes: [97], start: 0, logProbability: -1, top: [] }
const piece = (row: number, text: string, rest: object = {}) =>
  ({ type: 'piece', row, text, tokens: [token], written: 1, ...rest }) as const

function workOf(events: readonly JobEvent[]): Work {
  async function* all() {
    yield* events as never[]
  }
  return { stamp: { id: 'x', created: 0, model: 'm', system_fingerprint: 'f' }, promptTokens: 4, events: all() }
}

it('puts the pieces of each row together, and counts what was written', async () => {
  const events: JobEvent[] = [piece(1, 'b', { written: 0 }), piece(0, 'a'), piece(1, 'c', { finish: 'stop' }), piece(0, 'd')]
  const { rows, usage } = await collectRows(workOf(events), 2)
  expect(rows).toEqual([
    { text: 'ad', tokens: [token, token], finish: 'length' },
    { text: 'bc', tokens: [token, token], finish: 'stop' },
  ])
  // An echoed piece is of the prompt.
  expect(usage).toEqual({ prompt_tokens: 4, completion_tokens: 3, total_tokens: 7 })
})

it('has a number for what cannot be, as JSON has no infinity', () => {
  expect(finiteLogProbability(Number.NEGATIVE_INFINITY)).toBe(-9999)
  expect(finiteLogProbability(-3.5)).toBe(-3.5)
})
