import { describe, expect, it } from 'vitest'
import { ndarray } from '../tensor.ts'
import { adafactor } from './adafactor.ts'
import { adamw } from './adamw.ts'
import type { Optimizer } from './optimizer.ts'
import { sgd } from './sgd.ts'

const optimizers: Record<string, () => Optimizer> = {
  sgd: () => sgd({ rate: 0.1 }),
  'sgd with momentum': () => sgd({ rate: 0.03, momentum: 0.9 }),
  'sgd with Nesterov momentum': () => sgd({ rate: 0.03, momentum: 0.9, nesterov: true }),
  adamw: () => adamw({ rate: 0.05 }),
  'adamw, clipped and decayed': () => adamw({ rate: 0.05, weightDecay: 0.01, clipNorm: 1 }),
  adafactor: () => adafactor({ rate: 0.05 }),
}

const target = { w: [1, -2, 0.5, 3, -1, 2], b: [0.5, -0.25] }

function start() {
  return { layer: { w: ndarray(new Float32Array(6), [2, 3]), b: ndarray(new Float32Array(2), [2]) } }
}

/** Gradient of half the squared distance to the target. */
function gradientsAt({ layer }: ReturnType<typeof start>) {
  const toward = (values: ArrayLike<number>, aim: number[]) => Float32Array.from(values, (value, i) => value - aim[i])
  return {
    layer: {
      w: ndarray(toward(layer.w.data as Float32Array, target.w), [2, 3]),
      b: ndarray(toward(layer.b.data as Float32Array, target.b), [2]),
    },
  }
}

function distance({ layer }: ReturnType<typeof start>): number {
  return Math.hypot(
    ...[...(layer.w.data as Float32Array)].map((value, i) => value - target.w[i]),
    ...[...(layer.b.data as Float32Array)].map((value, i) => value - target.b[i]),
  )
}

describe.each(Object.entries(optimizers))('%s', (_, create) => {
  it('comes close to the minimum of a bowl', () => {
    const optimizer = create()
    const params = start()
    const state = optimizer.init(params)
    const before = distance(params)
    for (let step = 0; step < 400; step++) optimizer.update(params, gradientsAt(params), state)
    expect(distance(params)).toBeLessThan(before / 20)
  })

  it('goes on from a copied state to the same values bitwise', () => {
    const optimizer = create()
    const params = start()
    const state = optimizer.init(params)
    for (let step = 0; step < 5; step++) optimizer.update(params, gradientsAt(params), state)
    const copies = structuredClone({ params, state })
    for (let step = 0; step < 5; step++) {
      optimizer.update(params, gradientsAt(params), state)
      optimizer.update(copies.params, gradientsAt(copies.params), copies.state)
    }
    expect(copies).toEqual({ params, state })
  })

  it('refuses gradients that do not fit and names the parameter', () => {
    const optimizer = create()
    const params = start()
    const state = optimizer.init(params)
    expect(() => optimizer.update(params, { layer: { w: gradientsAt(params).layer.w } }, state)).toThrow(/layer\.b has no gradient/)
    expect(() =>
      optimizer.update(params, { layer: { w: ndarray(new Float32Array(4), [2, 2]), b: gradientsAt(params).layer.b } }, state),
    ).toThrow(/layer\.w has 4 elements, the parameter 6/)
  })
})
