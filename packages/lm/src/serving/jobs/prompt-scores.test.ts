import { expect, it } from 'vitest'

import { logProbabilities } from '../../evaluation/scoring.ts'
import { finishGeneration, generate } from '../../generation/generate.ts'
import { createTinyModel } from '../../testing/tiny-model.ts'
import { listenToPrompts } from './prompt-scores.ts'

const prompts = [[9, 40, 12, 7], [30, 8], [77]]

it('scores the prompts of a batch as scoring does, and leaves what is written as it was', async () => {
  using model = createTinyModel()
  const { model: listening, scores } = listenToPrompts(model, 2)
  const options = { maxNewTokens: 6, endIds: [] }
  expect(await finishGeneration(generate(listening, prompts, options))).toEqual(await finishGeneration(generate(model, prompts, options)))
  const wanted = await logProbabilities(model, prompts)
  scores.forEach((row, i) => {
    expect(row.map(({ id }) => id)).toEqual(prompts[i].slice(1))
    row.forEach(({ logProbability, top }, j) => {
      expect(Math.abs(logProbability - wanted[i][j])).toBeLessThan(1e-4)
      expect(top[0].logProbability).toBeGreaterThanOrEqual(top[1].logProbability)
    })
  })
})
