import type { NdArray } from '@offprint/engine'
import { expect, it } from 'vitest'

import { architecture } from '../architectures/llama.ts'
import { initializeParameters } from './initialize.ts'
import { llamaConfig } from './llama-config.ts'
import { trainingPresets } from './presets.ts'

const config = architecture.readConfig(llamaConfig({ ...trainingPresets.nano, layerCount: 1 }, 300))
const parameters = initializeParameters(architecture.shapes(config), 1)
const deviation = ({ data }: NdArray) => Math.hypot(...(data as Float32Array)) / Math.sqrt(data.length)

it('makes every parameter but the tied output matrix, the same for the same seed', () => {
  expect(Object.keys(parameters)).toEqual(Object.keys(architecture.shapes(config)).filter((name) => name !== 'lm_head.weight'))
  expect(initializeParameters(architecture.shapes(config), 1)).toEqual(parameters)
  expect(initializeParameters(architecture.shapes(config), 2)).not.toEqual(parameters)
})

it('keeps the variance of what goes in, and lets blocks add nothing at first', () => {
  const at = (name: string) => deviation(parameters[`model.${name}.weight`])
  // 16,384 draws: one standard deviation of a measured one is 0.6 %.
  expect(at('layers.0.self_attn.q_proj') * Math.sqrt(128)).toBeCloseTo(1, 1)
  expect(at('embed_tokens')).toBeCloseTo(0.02, 3)
  expect(at('layers.0.self_attn.o_proj')).toBe(0)
  expect(at('layers.0.mlp.down_proj')).toBe(0)
  expect(at('norm')).toBeCloseTo(1, 6)
})
