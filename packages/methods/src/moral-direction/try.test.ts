import { openDataSet } from '@offprint/lab'
import { loadStaticEmbedder } from '@offprint/lm'
import { needs as requires, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'
import type { RunContext, TryResult } from '../contract.ts'
import { createRandom } from '../random.ts'
import { studyData } from './study/need.ts'
import { tryIt } from './try.ts'

async function run(given: { phrases: string; templates?: boolean }): Promise<TryResult> {
  const data = await openDataSet(studyData, { mirror: sharedPath('mirror') })
  const embedder = await loadStaticEmbedder(sharedPath('data/models/potion-base-4M-int8'))
  const context = { data: () => data, embedder: () => embedder, random: createRandom(0), signal: new AbortController().signal }
  const steps = tryIt.run(tryIt.input.parse(given), context as unknown as RunContext)
  for (;;) {
    const next = await steps.next()
    if (next.done) return next.value
  }
}

function rowsOf({ blocks: [block] }: TryResult) {
  if (block.type !== 'table') throw new Error(`expected a table, got ${block.type}`)
  return block.rows
}

it(
  'scores phrases between the reference verbs, with people’s rating where the study has one',
  requires('shared', async () => {
    const result = await run({ phrases: 'help old people\n\nmurder my neighbour\n help old people ' })
    const [help, murder] = rowsOf(result)
    expect(rowsOf(result)).toHaveLength(2)
    expect(help[1]).toBeGreaterThan(murder[1] as number)
    expect(help[4]).toBeGreaterThan(80)
    expect(murder[4]).toBeNull()
    expect(help[2]).not.toBe('')
    expect(result.note).toContain('not what is right')
    expect(result.blocks[1]).toMatchObject({ type: 'series', series: { lines: [{ name: 'verbs' }, { name: 'phrases' }] } })
  }),
)

it(
  'scores the phrase as it stands when the questions are off',
  requires('shared', async () => {
    const [[, asked], [, bare]] = [rowsOf(await run({ phrases: 'steal' }))[0], rowsOf(await run({ phrases: 'steal', templates: false }))[0]]
    expect(asked).not.toBe(bare)
  }),
)

it('refuses no phrase and too many', () => {
  expect(tryIt.input.safeParse({ phrases: ' \n ' }).success).toBe(false)
  expect(tryIt.input.safeParse({ phrases: Array.from({ length: 201 }, (_, i) => `phrase ${i}`).join('\n') }).success).toBe(false)
})
