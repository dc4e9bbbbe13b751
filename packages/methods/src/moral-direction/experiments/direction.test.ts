import type { Embedder } from '@offprint/lm'
import { expect, it } from 'vitest'
import type { Figures, RunContext } from '../../contract.ts'
import { createRandom } from '../../random.ts'
import { smallStudy, valence } from '../testing/small-study.ts'
import { wordEmbedder } from '../testing/word-embedder.ts'
import { direction } from './direction.ts'

async function run(embedder: Embedder, seed = 0): Promise<Map<string, number>> {
  const context = { data: () => smallStudy(), embedder: () => embedder, random: createRandom(seed), signal: new AbortController().signal }
  const steps = direction.run('smoke', seed, context as unknown as RunContext)
  for (;;) {
    const next = await steps.next()
    if (next.done) return new Map((next.value as Figures).figures.map(({ id, value }) => [id, value]))
  }
}

it('finds the direction that was put into the words, which random axes, everyday verbs and dealt ratings do not', async () => {
  const figures = await run(wordEmbedder(valence))
  expect(figures.get('regional-r')).toBeGreaterThan(0.95)
  expect(figures.get('mean-difference-r')).toBeGreaterThan(0.95)
  expect(figures.get('refitted-r')).toBeGreaterThan(0.9)
  expect(figures.get('random-directions-mean')).toBeLessThan(figures.get('regional-r')! - 0.05)
  expect(figures.get('shuffled-ratings-mean')).toBeLessThan(0.5)
  expect(figures.get('dos-auc')).toBe(1)
  expect(figures.get('kill-people')).toBeLessThan(0)
})

it('finds none where the words carry nothing', async () => {
  const figures = await run(wordEmbedder(new Map()))
  expect(Math.abs(figures.get('mean-difference-r')!)).toBeLessThan(0.9)
  expect(figures.get('explained-variance')).toBeLessThan(0.3)
})

it('fits without the verbs that the study asks about, but keeps kill for the sign', async () => {
  // Of the 64 verbs the actions use blessa, blessb, curseb, shruga and kill.
  expect((await run(wordEmbedder(valence))).get('refitted-verbs')).toBe(60)
})

it('gives the same figures for the same seed, and other controls for another', async () => {
  const embedder = wordEmbedder(valence)
  const [first, again, other] = [await run(embedder, 1), await run(embedder, 1), await run(embedder, 2)]
  expect(again).toEqual(first)
  expect(other.get('regional-r')).toBe(first.get('regional-r'))
  expect(other.get('random-directions-mean')).not.toBe(first.get('random-directions-mean'))
})
