import { createRandom, jit, type NdArray, ndarray, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import { createLora } from '../adapters/lora.ts'
import type { KeyValue } from '../hooks.ts'
import { createTinyModel } from '../testing/tiny-model.ts'
import type { CausalLM } from './causal-lm.ts'

const ids = [9, 40, 12, 7, 30, 8]

async function logitsOf(model: CausalLM, sequence: number[], insert = {}): Promise<Float32Array> {
  return (await model.forward([sequence], { insert })).logits.data as Float32Array
}

function largest(a: Float32Array, b: ArrayLike<number>): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0)
}

/** Keys and values that a text leaves behind, a layer each. */
async function keysAndValues(
  { architecture, sizes, parameters }: CausalLM,
  sequence: number[],
): Promise<{ key: NdArray; value: NdArray }[]> {
  using run = jit(
    (weights: Record<string, Tensor>, tokens: Tensor) =>
      architecture.forward(weights, sizes, { ids: tokens }).present as unknown as KeyValue[],
  )
  const tokens = ndarray(Int32Array.from(sequence), [1, sequence.length])
  return (await run(parameters as never, tokens as never)) as never
}

it('reads a prefix of keys and values as if its text stood before, in whole passes and in steps', async () => {
  using model = createTinyModel()
  const prefix = await keysAndValues(model, ids.slice(0, 3))
  const whole = await logitsOf(model, ids)
  const behind = await logitsOf(model, ids.slice(3), { prefix })
  expect(largest(behind, whole.slice(3 * model.sizes.vocabSize))).toBeLessThan(1e-4)
  const decoding = model.start(2, { insert: { prefix } })
  await decoding.next([[7], [7, 30]])
  const [, row] = await decoding.next([[30], [8]])
  expect(largest(row, whole.slice(5 * model.sizes.vocabSize))).toBeLessThan(1e-4)
})

it('takes the rows of its own table as input embeddings', async () => {
  using model = createTinyModel()
  const table = model.parameters['model.embed_tokens.weight']
  const size = model.sizes.hiddenSize
  const data = Float32Array.from(ids.flatMap((id) => [...(table.data as Float32Array).subarray(id * size, (id + 1) * size)]))
  const embeddings = ndarray(data, [1, ids.length, size])
  const other = ids.map(() => 1)
  expect(largest(await logitsOf(model, other, { embeddings }), await logitsOf(model, ids))).toBeLessThan(1e-5)
})

it('hides with a mask what is masked, in the layer that it is given for', async () => {
  using model = createTinyModel()
  const none = ndarray(new Float32Array(36), [1, 1, 6, 6])
  const hidden = ndarray(
    Float32Array.from({ length: 36 }, (_, i) => (i % 6 === 1 && i > 12 ? -1e30 : 0)),
    [1, 1, 6, 6],
  )
  const capture = { attentions: true, hiddenStates: true }
  const plain = await model.forward([ids], { capture })
  const masked = await model.forward([ids], { capture, insert: { attentionMasks: [none, hidden] } })
  const [first, second] = masked.attentions!.map(({ data }) => data as Float32Array)
  expect(largest(first, plain.attentions![0].data as Float32Array)).toBe(0)
  expect(largest(masked.hiddenStates![1].data as Float32Array, plain.hiddenStates![1].data as Float32Array)).toBe(0)
  for (let head = 0; head < 4; head++) {
    for (let query = 2; query < 6; query++) {
      const row = second.subarray((head * 6 + query) * 6, (head * 6 + query + 1) * 6)
      expect(row[1]).toBe(0)
      expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5)
    }
  }
  expect(largest(masked.logits.data as Float32Array, plain.logits.data as Float32Array)).toBeGreaterThan(1e-3)
})

it('takes one mask for a batch, one a head and one for all layers, and none over places in steps', async () => {
  using model = createTinyModel()
  const masks = ndarray(
    Float32Array.from({ length: 36 }, (_, i) => (i % 6 === 1 && i > 12 ? -1e30 : 0)),
    [1, 1, 6, 6],
  )
  const { logits } = await model.forward([[1, 2, 3, 4, 5, 6], ids], { insert: { attentionMasks: [masks] } })
  const alone = await logitsOf(model, ids, { attentionMasks: [masks, masks] })
  expect(largest(alone, (logits.data as Float32Array).slice(6 * model.sizes.vocabSize))).toBeLessThan(1e-5)
  expect(() => model.start(1, { insert: { attentionMasks: [masks] } })).toThrow(/belongs to a whole pass/)
  // A head all of whose scores move by the same number attends as before.
  const shifted = ndarray(Float32Array.from([0, -7, 0, 0]), [1, 4, 1, 1])
  const [row] = await model.start(1, { insert: { attentionMasks: [shifted] } }).next([ids])
  expect(largest(row, (await logitsOf(model, ids)).slice(5 * model.sizes.vocabSize))).toBeLessThan(1e-4)
})

it('reads a prefix of its own for each sequence', async () => {
  using model = createTinyModel()
  const [a, b] = [await keysAndValues(model, [1, 2, 3]), await keysAndValues(model, ids.slice(0, 3))]
  const both = a.map((layer, i) => ({ key: stacked(layer.key, b[i].key), value: stacked(layer.value, b[i].value) }))
  const { logits } = await model.forward([[4, 5, 6], ids.slice(3)], { insert: { prefix: both } })
  const whole = await logitsOf(model, ids)
  expect(largest((logits.data as Float32Array).slice(3 * model.sizes.vocabSize), whole.slice(3 * model.sizes.vocabSize))).toBeLessThan(1e-4)

  function stacked(x: NdArray, y: NdArray): NdArray {
    return ndarray(Float32Array.from([...(x.data as Float32Array), ...(y.data as Float32Array)]), [2, ...x.shape.slice(1)])
  }
})

it('captures the embedding, each layer and the last norm; maps are causal', async () => {
  using model = createTinyModel()
  const { hiddenStates, hidden, attentions, logits } = await model.forward([ids], { capture: { hiddenStates: true, attentions: true } })
  expect(hiddenStates).toHaveLength(4)
  expect(hiddenStates![3].data).toEqual(hidden.data)
  const table = model.parameters['model.embed_tokens.weight'].data as Float32Array
  expect(largest(table.slice(9 * 24, 10 * 24), (hiddenStates![0].data as Float32Array).slice(0, 24))).toBe(0)
  expect(attentions!.map(({ shape }) => shape)).toEqual([
    [1, 4, 6, 6],
    [1, 4, 6, 6],
  ])
  expect((attentions![0].data as Float32Array).filter((x, i) => i % 6 > Math.floor(i / 6) % 6 && x > 0)).toHaveLength(0)
  expect(logits.data).toEqual(await logitsOf(model, ids))
})

it('adds adapters as weights that hold their product, and changes nothing with fresh ones', async () => {
  using model = createTinyModel()
  const name = 'model.layers.1.self_attn.v_proj'
  const fresh = createLora({ [name]: { inSize: 24, outSize: 12 } }, 3, createRandom(4))
  expect(largest(await logitsOf(model, ids, { lora: fresh, loraScale: 2 }), await logitsOf(model, ids))).toBe(0)
  const b = createRandom(5).normal([12, 3])
  const lora = { [name]: { a: fresh[name].a, b } }
  const weight = model.parameters[`${name}.weight`]
  const merged = (weight.data as Float32Array).map((x, i) => {
    const [row, column] = [Math.floor(i / 24), i % 24]
    let product = 0
    for (let k = 0; k < 3; k++) product += Number(b.data[row * 3 + k]) * Number(fresh[name].a.data[k * 24 + column])
    return x + 2 * product
  })
  const parameters = { ...model.parameters, [`${name}.weight`]: ndarray(merged, [12, 24]) }
  using whole = createTinyModel(1, { parameters })
  const adapted = await logitsOf(model, ids, { lora, loraScale: 2 })
  expect(largest(adapted, await logitsOf(whole, ids))).toBeLessThan(1e-4)
  expect(largest(adapted, await logitsOf(model, ids))).toBeGreaterThan(1e-3)
})
