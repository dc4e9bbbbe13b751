import type { AnswerToken } from '../jobs/job.ts'
import type { Work } from '../work.ts'

/** A row of an answer, whole. */
export type AnswerRow = { text: string; tokens: AnswerToken[]; finish: 'stop' | 'length' }
export type Piece = {
  readonly row: number
  readonly text: string
  readonly tokens: readonly AnswerToken[]
  readonly finish?: AnswerRow['finish']
}
export type Usage = { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number }

/** Least log-probability in answers: JSON has no infinity. */
const leastLogProbability = -9999

/** The pieces of a work as they come; the usage is known at their end. */
export async function* piecesOf({ events, promptTokens }: Work): AsyncGenerator<Piece, Usage> {
  let written = 0
  for await (const event of events) {
    if (event.type !== 'piece') continue
    written += event.written
    yield event
  }
  return { prompt_tokens: promptTokens, completion_tokens: written, total_tokens: promptTokens + written }
}

/** All rows of a work, in their order. */
export async function collectRows(work: Work, count: number): Promise<{ rows: readonly AnswerRow[]; usage: Usage }> {
  const rows = Array.from({ length: count }, (): AnswerRow => ({ text: '', tokens: [], finish: 'length' }))
  const pieces = piecesOf(work)
  for (;;) {
    const next = await pieces.next()
    if (next.done) return { rows, usage: next.value }
    const { row, text, tokens, finish } = next.value
    rows[row].text += text
    rows[row].tokens.push(...tokens)
    if (finish) rows[row].finish = finish
  }
}

export function finiteLogProbability(value: number): number {
  return Math.max(leastLogProbability, value)
}
