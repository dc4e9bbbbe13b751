import { expect, it } from 'vitest'

import { findArchitecture } from './find.ts'
import { readLlamaConfig } from './llama.ts'
import { withRotaryKeys } from './rope-parameters.ts'

const sizes = { vocab_size: 10, hidden_size: 8, intermediate_size: 6, num_hidden_layers: 6, num_attention_heads: 2 }
const scaling = { rope_type: 'llama3', factor: 8, low_freq_factor: 1, high_freq_factor: 4, original_max_position_embeddings: 64 }

it('reads the keys of transformers 5 as those of earlier ones', () => {
  const before = readLlamaConfig({ ...sizes, rope_theta: 500_000, rope_scaling: scaling })
  const after = readLlamaConfig({ ...sizes, rope_parameters: { rope_theta: 500_000, ...scaling } })
  expect(after).toEqual(before)
  expect(after.frequencies).not.toEqual(readLlamaConfig(sizes).frequencies)
  expect(readLlamaConfig({ ...sizes, rope_parameters: { rope_theta: 10_000, rope_type: 'default' } })).toEqual(readLlamaConfig(sizes))
})

it('reads the two bases of Gemma 3', async () => {
  const { readConfig } = await findArchitecture('gemma3_text')
  const gemma = { ...sizes, num_key_value_heads: 1, head_dim: 8, max_position_embeddings: 64, sliding_window: 4, query_pre_attn_scalar: 8 }
  const rope_parameters = {
    full_attention: { rope_theta: 70, rope_type: 'linear', factor: 2 },
    sliding_attention: { rope_theta: 50, rope_type: 'default' },
  }
  const wanted = { ...gemma, rope_theta: 70, rope_local_base_freq: 50, rope_scaling: { rope_type: 'linear', factor: 2 } }
  expect(readConfig({ ...gemma, rope_parameters })).toEqual(readConfig(wanted))
})

it('keeps what stands at the top', () => {
  expect(withRotaryKeys({ rope_theta: 5, rope_parameters: { rope_theta: 7 } }).rope_theta).toBe(5)
  expect(withRotaryKeys({ a: 1 })).toEqual({ a: 1 })
})
