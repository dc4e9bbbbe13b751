import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { type Candidate, type GuidedOptions, generateGuided, guideStep, type NextTokenModel } from './guided-decoding.ts'

const candidates: Candidate[] = [0.9, -0.5, 0.2, 0.1, -0.9, 0].map((score, id) => ({ id, text: String(score), logProbability: -id }))
const read = async (texts: readonly string[]) => texts.map(Number)
const kept = async (threshold: number, keepMin: number) => (await guideStep(candidates, read, threshold, keepMin)).map(({ id }) => id)

it('keeps what scores above the threshold, in order, and not what scores exactly it', async () => {
  expect(await kept(0, 2)).toEqual([0, 2, 3])
  expect(await kept(Number.NEGATIVE_INFINITY, 2)).toEqual([0, 1, 2, 3, 4, 5])
})

it('falls back to the best few where no more than those pass, also when exactly as many do', async () => {
  expect(await kept(0, 3)).toEqual([0, 2, 3])
  expect(await kept(0, 4)).toEqual([0, 2, 3, 5])
  expect(await kept(2, 1)).toEqual([0])
  expect(await kept(0.5, 50)).toEqual([0, 1, 2, 3, 4, 5])
})

it('needs candidates', async () => {
  await expect(guideStep([], read, 0, 1)).rejects.toThrow('needs candidates')
})

/** Words by id: 0 ends the text; the model prefers the bad word. */
const words = ['.', 'good', 'bad', 'table', 'tree']
const model: NextTokenModel = {
  nextLogits: async () => Float32Array.of(-1, 0, 3, 0, 0),
  decode: (ids) => ids.map((id) => words[id]).join(' '),
}
const judge = async (texts: readonly string[]) => texts.map((text) => (text.includes('bad') ? -1 : text.split('good').length - 1))

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

async function texts(options: Partial<GuidedOptions>, seed = 1): Promise<string> {
  let last = ''
  for await (const token of generateGuided(model, [4], judge, {
    threshold: -0.5,
    keepMin: 1,
    topP: 1,
    random: createRandom(seed),
    ...options,
  }))
    last = token.text
  return last
}

it('never draws a token that the threshold drops while enough others pass, and does without the guide', async () => {
  for (const seed of [1, 2, 3, 4, 5]) expect(await texts({ maxTokens: 8 }, seed)).not.toContain('bad')
  const free = await Promise.all([1, 2, 3].map((seed) => texts({ maxTokens: 8, threshold: Number.NEGATIVE_INFINITY }, seed)))
  expect(free.every((text) => text.includes('bad'))).toBe(true)
})

it('ends at the end token and at the limit, and repeats itself for a seed', async () => {
  expect((await texts({ maxTokens: 3, endToken: 4 }, 7)).split(' ').length).toBeLessThanOrEqual(4)
  const onlyEnd: NextTokenModel = { ...model, nextLogits: async () => Float32Array.of(9, -99, -99, -99, -99) }
  const drawn = await collect(generateGuided(onlyEnd, [4], judge, { threshold: -9, endToken: 0, random: createRandom(1) }))
  expect(drawn).toEqual([])
  expect(await texts({ maxTokens: 6 }, 9)).toBe(await texts({ maxTokens: 6 }, 9))
})

it('draws among the kept by the model’s own probabilities', async () => {
  const counts = new Map<string, number>()
  const random = createRandom(11)
  const uneven: NextTokenModel = {
    ...model,
    nextLogits: async () => Float32Array.of(-99, Math.log(0.6), Math.log(0.3), Math.log(0.1), -99),
  }
  for (let i = 0; i < 600; i++) {
    for await (const { text } of generateGuided(uneven, [4], judge, { threshold: -0.5, keepMin: 1, topP: 1, maxTokens: 1, random })) {
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
  }
  // Without "bad" good : table = 6 : 1. Six standard errors of 6/7 in 600 draws are 0.086.
  expect(Math.abs(counts.get('tree good')! / 600 - 6 / 7)).toBeLessThan(0.086)
  expect(counts.has('tree bad')).toBe(false)
})

it('counts what it dropped and stops when it is told to', async () => {
  const [token] = await collect(
    generateGuided(model, [4], judge, { threshold: -0.5, keepMin: 1, topP: 1, maxTokens: 1, random: createRandom(1) }),
  )
  expect(token.droppedCount).toBe(1)
  await expect(texts({ signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop')
})
