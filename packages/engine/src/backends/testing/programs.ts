import { grad, valueAndGrad } from '../../grad.ts'
import { type JitOptions, jit } from '../../jit.ts'
import { attention, causalMask } from '../../ops/attention.ts'
import { add } from '../../ops/elementwise.ts'
import { embedding } from '../../ops/indexing.ts'
import { matmul } from '../../ops/matmul.ts'
import { concat, transpose } from '../../ops/movement.ts'
import { rmsNorm } from '../../ops/normalize.ts'
import { adamw } from '../../optimizers/adamw.ts'
import * as gpt2 from '../../proof/gpt2.ts'
import * as mamba2 from '../../proof/mamba2.ts'
import type { SymbolicBatch, Weights } from '../../proof/program.ts'
import { createRandom } from '../../random.ts'
import { isNdArray, type NdArray, ndarray, type Tensor } from '../../tensor.ts'
import { flatten } from '../../tree.ts'

const [vocabulary, size, inner] = [64, 32, 64]
const [batch, length] = [4, 24]

/** Figures that every runtime must give alike: three small programs with seeded weights. */
export async function runPrograms(options: JitOptions = {}): Promise<Record<string, number[]>> {
  return { gpt: await trainGpt(options), decoding: await decode(options), mamba: await differentiateMamba(options) }
}

/** Losses of four AdamW steps of a GPT of two layers, then its weights' first values. */
async function trainGpt(options: JitOptions): Promise<number[]> {
  const weights = draw(gptShapes())
  const loss = (w: Weights, ids: Tensor) => gpt2.loss(w, { ids, labels: ids } as SymbolicBatch)
  using step = jit(valueAndGrad(loss), { ...options, dims: { 1: ['batch', 'length'] } }) // by place: bundles are minified
  const optimizer = adamw({ rate: 0.01 })
  const state = optimizer.init(weights)
  const losses: number[] = []
  for (let i = 0; i < 4; i++) {
    const [value, gradients] = await step(weights, drawIds(i, batch, length - i))
    losses.push(Number(value.data[0]))
    optimizer.update(weights, gradients, state)
  }
  return [...losses, ...flatten(weights, isNdArray).map(({ value }) => Number(value.data[0]))]
}

/** Ids and their logits, greedily from a prompt of three: one attention layer with a cache that grows by a row a step. */
async function decode(options: JitOptions): Promise<number[]> {
  const weights = draw({ table: [vocabulary, size], query: [size, size], key: [size, size], value: [size, size], norm: [size] })
  const dims = { 2: ['length'], '1.*': ['past', null] }
  using next = jit(decodingStep, { ...options, dims })
  const found: number[] = []
  let cache = { keys: ndarray(new Float32Array(0), [0, size]), values: ndarray(new Float32Array(0), [0, size]) }
  for (let ids = [3, 14, 15]; found.length < 20; ) {
    const { logits, keys, values } = await next(weights, cache, ndarray(Int32Array.from(ids), [ids.length]))
    const last = (logits.data as Float32Array).subarray(-vocabulary)
    ids = [last.indexOf(Math.max(...last))]
    found.push(ids[0], last[ids[0]])
    cache = { keys, values }
  }
  return found
}

function decodingStep(
  w: Record<'table' | 'query' | 'key' | 'value' | 'norm', Tensor>,
  cache: { keys: Tensor; values: Tensor },
  ids: Tensor,
) {
  const x = embedding(w.table, ids)
  const normal = rmsNorm(x, w.norm)
  const keys = concat([cache.keys, matmul(normal, w.key)], 0)
  const values = concat([cache.values, matmul(normal, w.value)], 0)
  const mask = causalMask(ids.shape[0], keys.shape[0])
  const y = add(x, attention(matmul(normal, w.query), keys, values, { mask }))
  return { logits: matmul(y, transpose(w.table)), keys, values }
}

/** The first gradient value of every weight of a Mamba-2 of three layers. */
async function differentiateMamba(options: JitOptions): Promise<number[]> {
  using gradient = jit(grad(mamba2.loss) as (w: Weights, batch: SymbolicBatch) => Weights, { ...options })
  const ids = drawIds(9, 2, 16)
  const gradients = await gradient(draw(mambaShapes()), { ids, labels: ids } as never)
  return flatten(gradients, isNdArray).map(({ value }) => Number(value.data[0]))
}

function gptShapes(): Record<string, number[]> {
  const linear = (name: string, from: number, to: number) => ({ [`${name}.weight`]: [from, to], [`${name}.bias`]: [to] })
  const norm = (name: string) => ({ [`${name}.weight`]: [size], [`${name}.bias`]: [size] })
  const layer = (h: string) => ({
    ...norm(`${h}.ln_1`),
    ...norm(`${h}.ln_2`),
    ...linear(`${h}.attn.c_attn`, size, 3 * size),
    ...linear(`${h}.attn.c_proj`, size, size),
    ...linear(`${h}.mlp.c_fc`, size, 4 * size),
    ...linear(`${h}.mlp.c_proj`, 4 * size, size),
  })
  return {
    'transformer.wte.weight': [vocabulary, size],
    'transformer.wpe.weight': [length, size],
    ...layer('transformer.h.0'),
    ...layer('transformer.h.1'),
    ...norm('transformer.ln_f'),
  }
}

function mambaShapes(): Record<string, number[]> {
  const [heads, state] = [4, 8]
  const joint = inner + 2 * state
  const layer = (name: string) => ({
    [`${name}.norm.weight`]: [size],
    [`${name}.mixer.in_proj.weight`]: [inner + joint + heads, size],
    [`${name}.mixer.conv1d.weight`]: [joint, 1, 4],
    [`${name}.mixer.conv1d.bias`]: [joint],
    [`${name}.mixer.dt_bias`]: [heads],
    [`${name}.mixer.A_log`]: [heads],
    [`${name}.mixer.D`]: [heads],
    [`${name}.mixer.norm.weight`]: [inner],
    [`${name}.mixer.out_proj.weight`]: [size, inner],
  })
  const layers = [0, 1, 2].map((i) => layer(`backbone.layers.${i}`))
  return Object.assign({ 'backbone.embeddings.weight': [vocabulary, size], 'backbone.norm_f.weight': [size] }, ...layers)
}

function draw<Name extends string>(shapes: Record<Name, number[]>): Record<Name, NdArray> {
  const random = createRandom(7)
  const entries = Object.entries<number[]>(shapes).map(([name, shape]) => [name, random.normal(shape, 0.3)])
  return Object.fromEntries(entries) as Record<Name, NdArray>
}

function drawIds(seed: number, rows: number, columns: number): NdArray {
  const random = createRandom(seed)
  return ndarray(
    Int32Array.from({ length: rows * columns }, () => random.integer(vocabulary)),
    [rows, columns],
  )
}
