import { createRandom, jit, type NdArray, ndarray, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import type { Parameters } from './architecture.ts'
import { architecture } from './gemma3_text.ts'

const json = {
  vocab_size: 40,
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 3,
  num_attention_heads: 4,
  num_key_value_heads: 1,
  head_dim: 8,
  max_position_embeddings: 64,
  sliding_window: 4,
  sliding_window_pattern: 3,
  query_pre_attn_scalar: 8,
}
const ids = ndarray(Int32Array.from([3, 9, 27, 1, 8, 30, 2, 6, 18, 11]), [1, 10])

function randomParameters(): Record<string, NdArray> {
  const random = createRandom(5)
  const shapes = Object.entries(architecture.shapes(architecture.readConfig(json))).filter(([, { optional }]) => !optional)
  return Object.fromEntries(shapes.map(([name, { shape }]) => [name, random.normal([...shape], 0.3)]))
}

async function logits(settings: object, parameters = randomParameters(), given = ids): Promise<Float32Array> {
  const config = architecture.readConfig({ ...json, ...settings })
  using compiled = jit((weights: Parameters, tokens: Tensor) => architecture.forward(weights, config, { ids: tokens }).logits, {})
  return ((await compiled(parameters as never, given as never)) as unknown as NdArray).data as Float32Array
}

const difference = (a: Float32Array, b: Float32Array) => Math.max(...a.map((x, i) => Math.abs(x - b[i])))

it('is the same with the one added to the norm weights of the file', async () => {
  const parameters = randomParameters()
  const held = Object.entries(parameters).map(([name, array]): [string, NdArray] => [
    name,
    /norm\.weight$/.test(name)
      ? ndarray(
          (array.data as Float32Array).map((x) => x + 1),
          array.shape,
        )
      : array,
  ])
  const [added, holding] = [await logits({}, parameters), await logits({ norm_holds_one: true }, Object.fromEntries(held))]
  expect(difference(added, holding)).toBeLessThan(1e-5)
})

it('takes the kinds of its layers from the pattern or from layer_types, and each kind has its own rotary base and window', async () => {
  const plain = await logits({})
  const named = ['sliding_attention', 'sliding_attention', 'full_attention']
  expect(difference(plain, await logits({ layer_types: named }))).toBe(0)
  for (const changed of [{ layer_types: named.toReversed() }, { rope_theta: 5 }, { rope_local_base_freq: 5 }, { sliding_window: 5 }])
    expect(difference(plain, await logits(changed))).toBeGreaterThan(1e-3)
})

it('sees a token outside of the window through the layers that see everything alone', async () => {
  const other = ndarray(Int32Array.from([17, ...(ids.data as Int32Array).slice(1)]), [1, 10])
  const last = (values: Float32Array) => values.slice(9 * 40)
  // Three layers of window 2 carry a token three places on, not nine.
  const local = { sliding_window: 2, layer_types: Array(3).fill('sliding_attention') }
  expect(difference(last(await logits(local)), last(await logits(local, undefined, other)))).toBe(0)
  expect(difference(last(await logits({})), last(await logits({}, undefined, other)))).toBeGreaterThan(1e-4)
})

it('refuses what is not built', () => {
  expect(() => architecture.readConfig({ ...json, vision_config: {} })).toThrow(/reads images/)
  expect(() => architecture.readConfig({ ...json, layer_types: ['full_attention'] })).toThrow(/1 layer_types and num_hidden_layers 3/)
  expect(() => architecture.readConfig({ ...json, final_logit_softcapping: 30 })).toThrow(/final_logit_softcapping is 30/)
})
