import type { Tensor, Tensors } from '../src/index.ts'
import {
  adamw,
  add,
  createRandom,
  crossEntropy,
  freeze,
  jit,
  linear,
  type NdArray,
  ndarray,
  transpose,
  valueAndGrad,
  zeros,
} from '../src/index.ts'

/** What the bench needs of a decoder: `loadCausalLM` of @offprint/lm gives it. */
export type Decoder = {
  readonly parameters: Readonly<Record<string, NdArray>>
  readonly sizes: { readonly [name: string]: unknown }
  readonly architecture: {
    forward(parameters: never, sizes: never, inputs: { ids: Tensor }, hooks: object): { readonly logits: Tensor }
  }
}

const rank = 8
const prefixLength = 16
/** SmolLM2-135M: layers, width, and heads of 64 for queries and for keys and values. */
const [layerCount, size, queryHeads, keyHeads, headSize] = [30, 576, 9, 3, 64]

/** A training step of adapters on frozen, baked weights at [batch, length]: LoRA of rank 8 on queries and values, or a prefix of 16 rows a layer. */
export function createAdapterStep(model: Decoder, kind: 'lora' | 'prefix', [batch, length]: readonly [number, number], threads: number) {
  const adapters = kind === 'lora' ? initLora() : initPrefix()
  const forward = model.architecture.forward as (...args: unknown[]) => { readonly logits: Tensor }
  const step = (weights: Record<string, Tensor>, trained: Tensors<typeof adapters>, ids: Tensor, targets: Tensor) => {
    const loss = (inner: typeof trained) => crossEntropy(forward(weights, model.sizes, { ids }, hooksOf(inner)).logits, targets)
    return valueAndGrad(loss)(trained)
  }
  const compiled = jit(freeze(step, model.parameters), { threads })
  const optimizer = adamw({ rate: 1e-4 })
  const state = optimizer.init(adapters)
  const random = createRandom(2)
  const ids = ndarray(
    Int32Array.from({ length: batch * length }, () => random.integer(1000)),
    [batch, length],
  )
  return {
    async run(): Promise<void> {
      const [, gradients] = await compiled(adapters, ids, ids)
      optimizer.update(adapters, gradients, state)
    },
    [Symbol.dispose]: () => compiled[Symbol.dispose](),
  }
}

type Lora<Leaf> = Record<string, { readonly a: Leaf; readonly b: Leaf }>
type Prefix<Leaf> = readonly { readonly key: Leaf; readonly value: Leaf }[]

function hooksOf(adapters: Lora<Tensor> | Prefix<Tensor>): object {
  if (Array.isArray(adapters)) return { prefix: adapters }
  const adapt = (name: string, input: Tensor, output: Tensor) => {
    const found = (adapters as Lora<Tensor>)[name]
    return found && add(output, linear(linear(input, transpose(found.a)), transpose(found.b)))
  }
  return { adapt }
}

function initLora(): Lora<NdArray> {
  const random = createRandom(3)
  const adapter = (outSize: number) => ({ a: random.normal([rank, size], 0.02), b: zeros([outSize, rank]) })
  const layers = Array.from({ length: layerCount }, (_, i) => [
    [`model.layers.${i}.self_attn.q_proj`, adapter(queryHeads * headSize)],
    [`model.layers.${i}.self_attn.v_proj`, adapter(keyHeads * headSize)],
  ])
  return Object.fromEntries(layers.flat())
}

function initPrefix(): Prefix<NdArray> {
  const random = createRandom(4)
  const rows = () => random.normal([1, keyHeads, prefixLength, headSize], 0.02)
  return Array.from({ length: layerCount }, () => ({ key: rows(), value: rows() }))
}
