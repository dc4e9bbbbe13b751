import { expect, it } from 'vitest'

import { architecture } from '../architectures/llama.ts'
import { llamaConfig } from './llama-config.ts'
import { trainingPresets } from './presets.ts'

const parameterCount = (name: keyof typeof trainingPresets) => {
  const shapes = architecture.shapes(architecture.readConfig(llamaConfig(trainingPresets[name], 4096)))
  const sizes = Object.values(shapes).filter(({ optional }) => !optional)
  return sizes.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
}

it('has the sizes that its comments say', () => {
  expect(parameterCount('nano') / 1e6).toBeCloseTo(1.3, 1)
  expect(parameterCount('base') / 1e6).toBeCloseTo(8.6, 1)
})

it('gives every preset the same data at the same step', () => {
  const shapes = Object.values(trainingPresets).map(({ batchSize, lengthTokens }) => `${batchSize} ${lengthTokens}`)
  expect(new Set(shapes).size).toBe(1)
})
