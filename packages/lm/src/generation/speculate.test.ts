import { expect, it } from 'vitest'

import { createTinyModel } from '../testing/tiny-model.ts'
import { finishGeneration, generate } from './generate.ts'
import { topK } from './logit-processors.ts'
import { speculate } from './speculate.ts'

const greedy = { maxNewTokens: 20, seed: 1, processor: topK(1), endIds: [] }

it('writes greedily what the target alone writes, whatever the draft proposes', async () => {
  using target = createTinyModel(1)
  using other = createTinyModel(2)
  const prompt = target.tokenizer.encode('the cat sat').ids
  const [alone] = await finishGeneration(generate(target, [prompt], { maxNewTokens: 20, endIds: [] }))
  expect(await finishGeneration(speculate(target, other, prompt, greedy))).toEqual(alone.ids)
  expect(await finishGeneration(speculate(target, target, prompt, greedy))).toEqual(alone.ids)
})

it('takes all that a draft equal to the target proposes', async () => {
  using target = createTinyModel(1)
  const rounds = await Array.fromAsync(speculate(target, target, [9, 12], { ...greedy, maxNewTokens: 10, draftCount: 4 }))
  expect(rounds.map(({ accepted, drafted }) => [accepted, drafted])).toEqual([
    [4, 4],
    [4, 4],
  ])
})

it('ends at an end token', async () => {
  using target = createTinyModel(1)
  const free = await finishGeneration(speculate(target, target, [9, 12], greedy))
  const endIds = [free[6]]
  const ended = await finishGeneration(speculate(target, target, [9, 12], { ...greedy, endIds }))
  expect(ended).toEqual(free.slice(0, free.indexOf(endIds[0]) + 1))
})
