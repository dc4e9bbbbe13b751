import { expect, it } from 'vitest'

import { logSoftmax } from '../generation/distribution.ts'
import { createTinyModel } from '../testing/tiny-model.ts'
import { scoreChoices } from './choices.ts'
import { measurePerplexity } from './perplexity.ts'
import { logProbabilities, scoreContinuations } from './scoring.ts'

const sequences = [[9, 40, 12, 7], [30, 8], [5, 5, 90, 120, 11, 3], [77]]

/** One place after the other, in a pass of its own each. */
async function plainScores(model: ReturnType<typeof createTinyModel>, ids: number[]): Promise<number[]> {
  const scores: number[] = []
  for (let i = 1; i < ids.length; i++) scores.push(logSoftmax((await model.start(1).next([ids.slice(0, i)]))[0])[ids[i]])
  return scores
}

const expectClose = (actual: ArrayLike<number>, wanted: readonly number[]) => {
  expect(actual.length).toBe(wanted.length)
  wanted.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 4)
  })
}

it('gives each sequence of a batch what passes over its beginnings give', async () => {
  using model = createTinyModel()
  const scores = await logProbabilities(model, sequences)
  for (const [i, ids] of sequences.entries()) expectClose(scores[i], await plainScores(model, ids))
})

it('scores continuations behind one pass as whole sequences, and tells which one greedy decoding writes', async () => {
  using model = createTinyModel()
  const context = [9, 40, 12]
  const [first] = await model.start(1).next([context])
  const best = first.indexOf(Math.max(...first))
  const continuations = [[7, 30, 8], [best], [5, 5]]
  const scores = await scoreContinuations(model, context, continuations)
  for (const [i, ids] of continuations.entries()) {
    const wanted = (await plainScores(model, [...context, ...ids])).slice(2)
    expectClose(scores[i].logProbabilities, wanted)
    expect(scores[i].sum).toBeCloseTo(
      wanted.reduce((a, b) => a + b),
      4,
    )
  }
  expect(scores.map(({ isGreedy }) => isGreedy)).toEqual([false, true, false])
  await expect(scoreContinuations(model, context, [[]])).rejects.toThrow(/continuation is empty/)
})

it('gives white space at the end of a context to the choices, and divides by their lengths', async () => {
  using model = createTinyModel()
  const [a] = await scoreChoices(model, 'the cat sat on ', ['the mat', 'café'])
  const [b, cafe] = await scoreChoices(model, 'the cat sat on', [' the mat', ' café'])
  expect(a.sum).toBeCloseTo(b.sum, 9)
  expect(a.perCharacter).toBeCloseTo(a.sum / 7, 9)
  expect(cafe.perByte).toBeCloseTo(cafe.sum / 6, 9)
})

it('measures the loss of a text in windows, with and without a start token', async () => {
  using model = createTinyModel()
  const { ids } = model.tokenizer.encode('the cat sat on the mat, the café and the dog')
  const cut = [Array.from(ids.slice(0, 6)), Array.from(ids.slice(6, 12))]
  const plain = (await Promise.all(cut.map((window) => plainScores(model, window)))).flat()
  const measured = await measurePerplexity(model, ids.slice(0, 12), { windowTokens: 6 })
  const total = -plain.reduce((a, b) => a + b)
  const bytes = cut.flatMap((window) => window.slice(1)).reduce((sum, id) => sum + model.tokenizer.tokenBytes(id).length, 0)
  expect(measured).toMatchObject({ predictedTokens: 10, predictedBytes: bytes })
  expect(measured.loss).toBeCloseTo(total / 10, 4)
  expect(measured.perplexity).toBeCloseTo(Math.exp(total / 10), 1)
  expect(measured.bitsPerByte).toBeCloseTo(total / Math.LN2 / bytes, 4)
  const started = await measurePerplexity(model, ids.slice(0, 12), { windowTokens: 6, startId: 1 })
  expect(started.predictedTokens).toBe(12)
  await expect(measurePerplexity(model, [5])).rejects.toThrow(/1 tokens are too few/)
})
