import { backward } from './backward.ts'
import { EngineError, GradientError } from './errors.ts'
import { full, zerosLike } from './ops/movement.ts'
import { applyOne, type Row } from './ops/op.ts'
import { withNamesOf } from './parameter-names.ts'
import { formatShape, isFloat } from './shape.ts'
import { isNdArray, isTensor, type Tensor, tensor } from './tensor.ts'
import { flatten, mapTree, unflatten } from './tree.ts'

// biome-ignore lint/suspicious/noExplicitAny: any function of trees may be differentiated; `unknown` would refuse typed ones
type Program = (...args: any[]) => unknown
type Argument<F extends Program> = Parameters<F>[0]
type LossAndGradient<F extends Program> =
  ReturnType<F> extends readonly [Tensor, infer Auxiliary]
    ? [loss: Tensor, gradient: Argument<F>, auxiliary: Auxiliary]
    : [loss: Tensor, gradient: Argument<F>]

const wrapRow: Row = { name: 'argument', onnx: 'Alias', gradient: ([g]) => [g] }

/**
 * The gradient of a function with respect to its first argument, a tensor or a record of them, in the same form.
 * The function returns a scalar, or `[scalar, auxiliary]`. Whole-number leaves get zeros. Can be applied twice.
 * @example const step = jit(grad((w: Tensor, x: Tensor) => mean(square(matmul(x, w)))))
 */
export function grad<F extends Program>(f: F): (...args: Parameters<F>) => Argument<F> {
  const run = (...args: Parameters<F>) => differentiate(f, args).gradient as Argument<F>
  return withNamesOf(run, f)
}

/**
 * Like `grad`, with the loss: `[loss, gradient]`, and `[loss, gradient, auxiliary]` where the function returns
 * `[loss, auxiliary]`. To differentiate several arguments put them into one record.
 */
export function valueAndGrad<F extends Program>(f: F): (...args: Parameters<F>) => LossAndGradient<F> {
  const run = (...args: Parameters<F>) => {
    const { loss, gradient } = differentiate(f, args)
    return (loss.length === 1 ? [loss[0], gradient] : [loss[0], gradient, loss[1]]) as LossAndGradient<F>
  }
  return withNamesOf(run, f)
}

/** The output of a function and the function that pulls a gradient of that output back to all arguments. */
export function vjp<F extends Program>(
  f: F,
  ...args: Parameters<F>
): [output: ReturnType<F>, pullback: (gradient: ReturnType<F>) => Parameters<F>] {
  const wrapped = wrap(args) as Parameters<F>
  const output = f(...wrapped)
  const pullback = (gradient: ReturnType<F>) => {
    const outputs = flatten(output, isTensor).map((leaf) => leaf.value)
    const seeds = flatten(gradient, isOperand).map((leaf, i) => tensor(leaf.value, outputs[i]?.dtype))
    if (seeds.length !== outputs.length) throw new GradientError(`vjp gave ${outputs.length} outputs, ${seeds.length} gradients came back`)
    return pull(outputs, seeds, wrapped) as Parameters<F>
  }
  return [output as ReturnType<F>, pullback]
}

function differentiate(f: Program, args: readonly unknown[]): { loss: [Tensor, unknown?]; gradient: unknown } {
  const wrapped = wrap(args[0])
  const result = f(wrapped, ...args.slice(1))
  const loss = (Array.isArray(result) ? result : [result]) as [Tensor, unknown?]
  if (!isTensor(loss[0])) throw new GradientError('the differentiated function returned no tensor: return a scalar, or [scalar, auxiliary]')
  if (loss[0].shape.length !== 0)
    throw new GradientError(`a gradient needs a scalar, got ${formatShape(loss[0].shape)}: take its sum or mean`)
  return { loss, gradient: pull([loss[0]], [full([], 1, loss[0].dtype)], wrapped) }
}

/** Fresh names for the arguments: only ways through the function count, not those by which they were computed. */
function wrap(args: unknown): unknown {
  return mapTree(args, isOperand, (leaf) => {
    const source = tensor(leaf)
    return applyOne(wrapRow, [source], source.shape)
  })
}

function pull(outputs: readonly Tensor[], seeds: readonly Tensor[], wrapped: unknown): unknown {
  const leaves = flatten(wrapped, isTensor).map((leaf) => leaf.value)
  if (!leaves.some((leaf) => isFloat(leaf.dtype)))
    throw new EngineError('engine/gradient', 'the argument to differentiate holds no floating point tensor')
  const gradients = backward(outputs, seeds, leaves)
  return unflatten(
    wrapped,
    isTensor,
    gradients.map((gradient, i) => gradient ?? zerosLike(leaves[i])),
  )
}

function isOperand(value: unknown): value is Tensor {
  return isTensor(value) || isNdArray(value)
}
