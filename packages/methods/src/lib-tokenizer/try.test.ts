import { expect, it } from 'vitest'
import type { Block, Progress, RunContext, TryResult } from '../contract.ts'
import { createRandom } from '../random.ts'
import { tryIt } from './try.ts'

const none = () => {
  throw new Error('not asked for')
}

async function run(input: object, signal = new AbortController().signal): Promise<{ steps: Progress[]; result: TryResult }> {
  const context: RunContext = { data: none, chat: none, embedder: none, random: createRandom(1), signal }
  const steps: Progress[] = []
  const generator = tryIt.run(tryIt.input.parse(input), context)
  for (;;) {
    const next = await generator.next()
    if (next.done) return { steps, result: next.value }
    steps.push(next.value)
  }
}

const find = <T extends Block['type']>(blocks: readonly Block[], type: T) =>
  blocks.find((block): block is Extract<Block, { type: T }> => block.type === type)

it('shows the units in the text, the table with its peers, the curve, the ranking and the file', async () => {
  const { steps, result } = await run(tryIt.example)
  expect(result.blocks.map((block) => block.type)).toEqual(['spans', 'table', 'series', 'table', 'file'])
  expect(steps.at(-1)).toMatchObject({ done: 400, total: 400 })
  expect(steps.at(-1)?.series?.lines[0].points.length).toBe(40)
  expect(find(result.blocks, 'table')?.rows).toHaveLength(4)
})

it('covers the shown text with spans that leave no gap', async () => {
  const { result } = await run({ ...tryIt.example, epochs: 20 })
  const spans = find(result.blocks, 'spans')!
  expect(spans.spans.map((span) => span.start)).toEqual([0, ...spans.spans.slice(0, -1).map((span) => span.end)])
  expect(spans.spans.at(-1)?.end).toBe(spans.text.length)
})

it('learns no unit longer than it is told', async () => {
  const { result } = await run({ ...tryIt.example, epochs: 100, maximumLength: 3 })
  const ranking = result.blocks.filter((block) => block.type === 'table')[1]
  expect(Math.max(...ranking.rows.map((row) => Number(row[2])))).toBe(3)
})

it('takes another course for another draw, and the same for the same', async () => {
  const [first, again, other] = await Promise.all([
    run({ ...tryIt.example, epochs: 30 }),
    run({ ...tryIt.example, epochs: 30 }),
    run({ ...tryIt.example, epochs: 30, draw: 2 }),
  ])
  expect(again.result).toEqual(first.result)
  expect(other.result).not.toEqual(first.result)
})

it('learns nothing from the tenth sentence that it measures on', async () => {
  const sentences = Array.from({ length: 40 }, (_, i) => (i % 10 === 9 ? 'xyz xyz xyz. ' : 'the boat came back to the harbour. '))
  const { result } = await run({ text: sentences.join(''), epochs: 50 })
  const ranking = result.blocks.filter((block) => block.type === 'table')[1]
  expect(ranking.rows.filter((row) => String(row[1]).includes('x'))).toEqual([])
  expect(result.note).toContain('every tenth sentence')
})

it('measures a short text on itself and says so', async () => {
  const { result } = await run({ text: 'the boat and the harbour and the boat '.repeat(8), epochs: 20 })
  expect(result.note).toContain('fewer than 20 sentences')
})

it('stops when it is told to', async () => {
  await expect(run(tryIt.example, AbortSignal.abort())).rejects.toThrow('abort')
})
