import { createRandom, type NdArray, ndarray, runOnce, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import { activationOf, gatedFeedForward } from './feed-forward.ts'
import { scope } from './scope.ts'

it('knows activations by the names of config.json, and says which where one is not known', async () => {
  const x = ndarray(Float32Array.from([-1, 0.5]), [2])
  const run = async (name: string) => [...((await runOnce((t: Tensor) => activationOf(name)(t), x)) as NdArray).data]
  expect(await run('relu')).toEqual([0, 0.5])
  expect((await run('silu'))[1]).toBeCloseTo(0.5 / (1 + Math.exp(-0.5)), 6)
  // 0.5·Φ(0.5) with Φ(0.5) = 0.69146; the tanh form differs in the fifth digit.
  expect((await run('gelu'))[1]).toBeCloseTo(0.345731, 5)
  expect((await run('gelu_new'))[1]).toBeCloseTo(0.345714, 5)
  expect(() => activationOf('mish')).toThrow(/"mish"\. Known are gelu/)
})

it('multiplies what the gate lets through with the other half, and is seen by adapters at each of its layers', async () => {
  const random = createRandom(1)
  const [x, gate, up, down] = [
    [1, 3],
    [4, 3],
    [4, 3],
    [2, 4],
  ].map((shape) => random.normal(shape))
  const seen: string[] = []
  const adapt = (name: string) => void seen.push(name)
  const found = (await runOnce(
    (t: Tensor, g: Tensor, u: Tensor, d: Tensor) => {
      const place = scope({ 'mlp.gate_proj.weight': g, 'mlp.up_proj.weight': u, 'mlp.down_proj.weight': d }, 'mlp')
      return gatedFeedForward(t, place, activationOf('relu'), { adapt: (name) => adapt(name) as undefined })
    },
    x,
    gate,
    up,
    down,
  )) as unknown as NdArray
  const times = (w: NdArray, v: ArrayLike<number>) =>
    Array.from({ length: w.shape[0] }, (_, i) =>
      Array.from(v).reduce((sum, value, j) => sum + Number(w.data[i * w.shape[1] + j]) * value, 0),
    )
  const vector = x.data as Float32Array
  const inner = times(gate, vector).map((value, i) => Math.max(0, value) * times(up, vector)[i])
  times(down, inner).forEach((value, i) => {
    expect(found.data[i]).toBeCloseTo(value, 5)
  })
  expect([...new Set(seen)]).toEqual(['mlp.gate_proj', 'mlp.up_proj', 'mlp.down_proj'])
})

it('says which parameter is missing', () => {
  expect(() => scope({}, 'model').at('layers').at(0).tensor('weight')).toThrow(/no parameter model\.layers\.0\.weight/)
  expect(scope({}).find('weight')).toBeUndefined()
})
