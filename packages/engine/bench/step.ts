import { adamw, type Backend, jit, ndarray, valueAndGrad } from '../src/index.ts'
import { initGpt, lossOf, randomBatch, type Sizes } from './gpt.ts'

export type StepOptions = {
  readonly batch: number
  readonly length: number
  readonly threads: number
  readonly isCheckpointed?: boolean
  readonly backend?: Backend
}

/** A training step on random tokens: forward, backward, AdamW. `run` gives the milliseconds of all and of the optimizer. */
export function createStep(sizes: Sizes, { batch, length, threads, isCheckpointed, backend }: StepOptions) {
  const params = initGpt(sizes)
  const compiled = jit(valueAndGrad(lossOf(sizes, isCheckpointed)), {
    threads,
    backend,
    dims: { 1: ['batch', 'length'], 2: ['batch', 'length'] },
  })
  const optimizer = adamw({ rate: 1e-4, weightDecay: 0.01 })
  const state = optimizer.init(params)
  const into: Awaited<ReturnType<typeof compiled>> = [ndarray([0], []), initGpt(sizes)]
  const args = randomBatch(sizes, batch, length)
  return {
    params,
    args,
    async run(): Promise<{ ms: number; optimizerMs: number }> {
      const start = performance.now()
      const [, gradients] = await compiled.into(into, params, ...args)
      const between = performance.now()
      optimizer.update(params, gradients, state)
      return { ms: performance.now() - start, optimizerMs: performance.now() - between }
    },
    [Symbol.dispose]: () => compiled[Symbol.dispose](),
  }
}
