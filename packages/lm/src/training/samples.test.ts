import { expect, it } from 'vitest'

import { architecture } from '../architectures/llama.ts'
import { createCausalLM } from '../causal/causal-lm.ts'
import { trainByteBpe } from '../tokenizers/byte-bpe.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import { initializeParameters } from './initialize.ts'
import { llamaConfig, separatorId, separatorText } from './llama-config.ts'
import { drawSamples } from './samples.ts'

it('draws a text behind each prompt, the same again for the same seed', async () => {
  const tokenizer = readTokenizer(trainByteBpe(['the cat sat on the mat'], { vocabSize: 280, special: [separatorText] }))
  const preset = { hiddenSize: 16, intermediateSize: 16, layerCount: 1, headCount: 2, lengthTokens: 32, batchSize: 1, rate: 1 }
  const config = architecture.readConfig(llamaConfig(preset, tokenizer.vocabSize))
  const parameters = initializeParameters(architecture.shapes(config), 1)
  const described = { name: 'fresh', sha256: '', precision: 'exact', endIds: [separatorId] } as const
  using model = createCausalLM({ ...described, tokenizer, parameters, architecture, config })
  const draw = (seed: number) => drawSamples(model, ['', 'the cat'], { seed, maxNewTokens: 12 })
  const samples = await draw(1)
  expect(samples.map(({ prompt }) => prompt)).toEqual(['', 'the cat'])
  expect(samples[1].text).not.toBe('')
  expect(await draw(1)).toEqual(samples)
  expect(await draw(2)).not.toEqual(samples)
})
