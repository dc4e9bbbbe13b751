import {
  add,
  attention,
  causalMask,
  checkpoint,
  createRandom,
  crossEntropy,
  embedding,
  gelu,
  layerNorm,
  linear,
  matmul,
  type NdArray,
  ndarray,
  reshape,
  slice,
  split,
  type Tensor,
  type Tensors,
  transpose,
  zeros,
} from '../src/index.ts'

/** Sizes of a GPT-2 with an output matrix of its own. */
export type Sizes = {
  readonly vocabulary: number
  readonly context: number
  readonly layers: number
  readonly heads: number
  readonly size: number
}

/** 6.9 million parameters in 77 arrays. */
export const small: Sizes = { vocabulary: 4096, context: 1024, layers: 6, heads: 4, size: 256 }

/** 1 million parameters: for the browser. */
export const tiny: Sizes = { vocabulary: 1024, context: 256, layers: 4, heads: 4, size: 128 }

export type GptParameters = ReturnType<typeof initGpt>

export function initGpt({ vocabulary, context, layers, size }: Sizes) {
  const random = createRandom(1)
  const norm = () => ({ scale: ndarray(new Float32Array(size).fill(1), [size]), bias: zeros([size]) })
  const project = (from: number, to: number) => ({ weight: random.normal([from, to], 0.02), bias: zeros([to]) })
  const layer = () => ({
    first: norm(),
    joint: project(size, 3 * size),
    mixed: project(size, size),
    second: norm(),
    wide: project(size, 4 * size),
    narrow: project(4 * size, size),
  })
  return {
    table: random.normal([vocabulary, size], 0.02),
    places: random.normal([context, size], 0.02),
    layers: Array.from({ length: layers }, layer),
    last: norm(),
    output: random.normal([size, vocabulary], 0.02),
  }
}

/** Mean loss of the next token for ids and targets [batch, length]; `isCheckpointed` computes every layer again on the way back. */
export function lossOf({ heads }: Sizes, isCheckpointed = false) {
  const run = (layer: Layer, x: Tensor, mask: Tensor) => block(heads, layer, x, mask)
  const layerOf = isCheckpointed ? checkpoint(run) : run
  return (params: Tensors<GptParameters>, ids: Tensor, targets: Tensor): Tensor => {
    const mask = causalMask(ids.shape[1])
    const start = add(embedding(params.table, ids), slice(params.places, 0, 0, ids.shape[1]))
    const end = params.layers.reduce((x, layer) => layerOf(layer, x, mask), start)
    return crossEntropy(matmul(layerNorm(end, params.last.scale, params.last.bias), params.output), targets)
  }
}

/** Random ids and targets [batch, length]. */
export function randomBatch({ vocabulary }: Sizes, batch: number, length: number): [NdArray, NdArray] {
  const random = createRandom(2)
  const draw = () =>
    ndarray(
      Int32Array.from({ length: batch * length }, () => random.integer(vocabulary)),
      [batch, length],
    )
  return [draw(), draw()]
}

type Layer = Tensors<GptParameters>['layers'][number]

function block(heads: number, layer: Layer, x: Tensor, mask: Tensor): Tensor {
  const [batch, length, size] = x.shape
  const toHeads = (t: Tensor) => transpose(reshape(t, [batch, length, heads, -1]), [0, 2, 1, 3])
  const normal = layerNorm(x, layer.first.scale, layer.first.bias)
  const [query, key, value] = split(linear(normal, layer.joint.weight, layer.joint.bias), 3, -1).map(toHeads)
  const mixed = reshape(transpose(attention(query, key, value, { mask }), [0, 2, 1, 3]), [batch, length, size])
  const attended = add(x, linear(mixed, layer.mixed.weight, layer.mixed.bias))
  const wide = gelu(linear(layerNorm(attended, layer.second.scale, layer.second.bias), layer.wide.weight, layer.wide.bias), 'tanh')
  return add(attended, linear(wide, layer.narrow.weight, layer.narrow.bias))
}
