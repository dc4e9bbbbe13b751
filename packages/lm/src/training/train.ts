import {
  flatten,
  isNdArray,
  type JitOptions,
  jit,
  mapTree,
  type NdArray,
  type Optimizer,
  type OptimizerState,
  type Tensor,
  valueAndGrad,
} from '@offprint/engine'

/** A mean loss of parameters (trained), a batch, and what stays fixed: all nested records. */
// biome-ignore lint/suspicious/noExplicitAny: any form of records; the loss itself says which
export type Loss = (parameters: any, batch: any, frozen: any) => Tensor

export type TrainingStep = {
  /** Steps done, this one included. */
  readonly step: number
  /** Mean nats before the step's update, averaged over its micro-batches. */
  readonly loss: number
  /** 2-norm over all gradients, before any clipping. */
  readonly gradientNorm: number
}

export type TrainingOptions = {
  readonly loss: Loss
  /** Changed in place, step by step. */
  readonly parameters: unknown
  readonly frozen?: unknown
  readonly optimizer: Optimizer
  /** Of the optimizer; changed in place. Its own `init` at the beginning, a checkpoint's when resuming. */
  readonly state: OptimizerState
  /** The batch of micro-step `micro` of a step: arrays only. Whatever is drawn must come from these two numbers, so that resuming is exact. */
  readonly batchAt: (step: number, micro: number) => unknown
  readonly steps: number
  /** Steps done before: where a checkpoint left off. */
  readonly startStep?: number
  /** Micro-batches whose mean gradient makes a step. */
  readonly accumulate?: number
  /** Axes that differ between batches, by path below `batch`: `{ ids: ['batch', 'length'] }`. */
  readonly dims?: Readonly<Record<string, readonly (string | null)[]>>
  readonly threads?: number
  readonly signal?: AbortSignal
}

/**
 * The training loop in the order of a textbook: batch, loss and gradients, update. Yields after each step and ends early, between two steps,
 * when the signal fires. The same parameters, state and batches give bitwise the same losses.
 */
export async function* train(options: TrainingOptions): AsyncGenerator<TrainingStep, void> {
  const { loss, parameters, frozen = {}, optimizer, state, batchAt, steps, startStep = 0, accumulate = 1, signal } = options
  const settings: JitOptions = {
    threads: options.threads,
    dims: Object.fromEntries(Object.entries(options.dims ?? {}).map(([path, axes]) => [`batch.${path}`, axes])),
  }
  const program = (trained: unknown, batch: unknown, fixed: unknown) => loss(trained, batch, fixed)
  using gradientStep = jit(valueAndGrad(program), settings) as unknown as GradientStep
  let buffers: [NdArray, unknown] | undefined
  for (let step = startStep; step < steps && !signal?.aborted; step++) {
    let total = 0
    let sum: Float32Array[] = []
    for (let micro = 0; micro < accumulate; micro++) {
      const batch = batchAt(step, micro)
      buffers = buffers ? await gradientStep.into(buffers, parameters, batch, frozen) : await gradientStep(parameters, batch, frozen)
      total += Number(buffers[0].data[0])
      sum = addGradients(sum, buffers[1], accumulate)
    }
    const gradients = accumulate === 1 ? (buffers as [NdArray, unknown])[1] : withValues((buffers as [NdArray, unknown])[1], sum)
    const gradientNorm = norm(gradients)
    optimizer.update(parameters, gradients, state)
    yield { step: step + 1, loss: total / accumulate, gradientNorm }
  }
}

type Arguments = [parameters: unknown, batch: unknown, frozen: unknown]
type GradientStep = Disposable &
  ((...args: Arguments) => Promise<[NdArray, unknown]>) & {
    into(buffers: [NdArray, unknown], ...args: Arguments): Promise<[NdArray, unknown]>
  }

/** Running mean of the micro-batches' gradients; a single one is used as it is. */
function addGradients(sum: Float32Array[], gradients: unknown, count: number): Float32Array[] {
  if (count === 1) return sum
  const leaves = flatten<NdArray>(gradients, isNdArray)
  return leaves.map(({ value }, i) => {
    const data = value.data as Float32Array
    const into = sum[i] ?? new Float32Array(data.length)
    for (let at = 0; at < data.length; at++) into[at] += data[at] / count
    return into
  })
}

function withValues(tree: unknown, values: readonly Float32Array[]): unknown {
  let next = 0
  return mapTree(tree, isNdArray, (leaf) => ({ ...leaf, data: values[next++] }))
}

function norm(gradients: unknown): number {
  let sum = 0
  for (const { value } of flatten<NdArray>(gradients, isNdArray)) {
    const data = value.data as Float32Array
    // Indexed: an iterator over four million values takes 40 ms a step.
    for (let i = 0; i < data.length; i++) sum += data[i] * data[i]
  }
  return Math.sqrt(sum)
}
