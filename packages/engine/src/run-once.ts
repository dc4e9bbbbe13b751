import { type Arguments, type Arrays, jit, type Program } from './jit.ts'

/**
 * The result of a function over arrays, compiled for this one call and freed: for scripts and tests.
 * @example const y = await runOnce((x: Tensor) => softmax(x), ndarray([1, 2], [2]))
 */
export async function runOnce<F extends Program>(f: F, ...args: Arguments<F>): Promise<Arrays<ReturnType<F>>> {
  using compiled = jit(f, { threads: 1 })
  return compiled(...args)
}
