import { isDim } from '../dim.ts'
import { ShapeError } from '../errors.ts'
import { formatShape, sameShape } from '../shape.ts'
import { type Operand, type Tensor, tensor } from '../tensor.ts'
import { add, mul, pow, reciprocal, sqrt, square, sub } from './elementwise.ts'
import { apply, checkFloat, checkRank, type Row, withGradient } from './op.ts'
import { mean } from './reduce.ts'

/** Both runtime nodes also give the statistics that the gradient needs. Found by every.test.ts. @public */
export const rows = {
  layerNorm: {
    name: 'LayerNormalization',
    onnx: 'LayerNormalization',
    gradient: ([g, gCenter, gInverse], { inputs: [x, scale] }, [, center, inverse]) => {
      const [dx, ...rest] = g ? layerGradient(g, x, scale, center, inverse) : [undefined]
      return [
        total(dx, gCenter && mul(gCenter, 1 / sizeOfLast(x)), gInverse && statisticGradient(gInverse, sub(x, center), inverse)),
        ...rest,
      ]
    },
  },
  rmsNorm: {
    name: 'RMSNorm',
    onnx: 'SimplifiedLayerNormalization',
    gradient: ([g, gInverse], { inputs: [x, scale] }, [, inverse]) => {
      const [dx, ...rest] = g ? rmsGradient(g, x, scale, inverse) : [undefined]
      return [total(dx, gInverse && statisticGradient(gInverse, x, inverse)), ...rest]
    },
  },
} as const satisfies Record<string, Row>

/** (x − mean)/√(variance + epsilon)·scale + bias over the last axis, a number; scale and bias have its shape (arXiv 1607.06450). */
export function layerNorm(x: Operand, scale: Operand, bias: Operand, epsilon = 1e-5): Tensor {
  const [source, weight, shift] = checked('layerNorm', [x, scale, bias])
  const statistics = [...source.shape.slice(0, -1), 1]
  if (source.dtype === 'float32') {
    const outputs = [source.shape, statistics, statistics].map((shape) => ({ shape, dtype: source.dtype }))
    return apply(rows.layerNorm, [source, weight, shift], outputs, [], { axis: -1, epsilon })[0]
  }
  // The runtime keeps the statistics in float32, too coarse for the other precisions.
  const center = mean(source, -1, true)
  const inverse = inverseRoot(mean(square(sub(source, center)), -1, true), epsilon)
  const value = add(mul(mul(sub(source, center), inverse), weight), shift)
  return withGradient('LayerNormalization', value, [source, weight, shift], ([g]) => layerGradient(g, source, weight, center, inverse))
}

/** x/√(mean(x²) + epsilon)·scale over the last axis (arXiv 1910.07467). */
export function rmsNorm(x: Operand, scale: Operand, epsilon = 1e-5): Tensor {
  const [source, weight] = checked('rmsNorm', [x, scale])
  if (source.dtype === 'float32') {
    const outputs = [source.shape, [...source.shape.slice(0, -1), 1]].map((shape) => ({ shape, dtype: source.dtype }))
    return apply(rows.rmsNorm, [source, weight], outputs, [], { axis: -1, epsilon })[0]
  }
  const inverse = inverseRoot(mean(square(source), -1, true), epsilon)
  return withGradient('RMSNorm', mul(mul(source, inverse), weight), [source, weight], ([g]) => rmsGradient(g, source, weight, inverse))
}

/** With n = (x − mean)/deviation and h = g·scale: (h − mean(h) − n·mean(h·n))/deviation, g·n, g. */
function layerGradient(g: Tensor, x: Tensor, scale: Tensor, center: Tensor, inverse: Tensor): Tensor[] {
  const normal = mul(sub(x, center), inverse)
  const gNormal = mul(g, normal)
  const h = mul(g, scale)
  const across = mean(mul(gNormal, scale), -1, true)
  return [mul(sub(sub(h, mean(h, -1, true)), mul(normal, across)), inverse), gNormal, g]
}

function rmsGradient(g: Tensor, x: Tensor, scale: Tensor, inverse: Tensor): Tensor[] {
  const normal = mul(x, inverse)
  const gNormal = mul(g, normal)
  const across = mean(mul(gNormal, scale), -1, true)
  return [mul(sub(mul(g, scale), mul(normal, across)), inverse), gNormal]
}

/** Of 1/√(mean(d²) + epsilon) with respect to x, where d is x less a center: −inverse³·d/n. */
function statisticGradient(g: Tensor, distance: Tensor, inverse: Tensor): Tensor {
  return mul(mul(g, mul(pow(inverse, 3), -1 / sizeOfLast(distance))), distance)
}

function inverseRoot(x: Tensor, epsilon: number): Tensor {
  return reciprocal(sqrt(add(x, epsilon)))
}

function total(...parts: readonly (Tensor | undefined)[]): Tensor | undefined {
  return parts.reduce((sum, part) => (sum && part ? add(sum, part) : (sum ?? part)), undefined)
}

function sizeOfLast(x: Tensor): number {
  return x.shape[x.shape.length - 1] as number
}

function checked(name: string, operands: readonly Operand[]): Tensor[] {
  const x = tensor(operands[0])
  checkFloat(name, x)
  checkRank(name, x, 1)
  const last = x.shape.slice(-1)
  if (isDim(last[0])) throw new ShapeError(`${name} needs a number as size of the last axis, got ${formatShape(x.shape)}`)
  const tensors = operands.slice(1).map((operand) => tensor(operand, x.dtype))
  for (const weight of tensors) {
    if (!sameShape(weight.shape, last))
      throw new ShapeError(
        `${name} of ${formatShape(x.shape)} takes weights of shape ${formatShape(last)}, got ${formatShape(weight.shape)}`,
      )
  }
  return [x, ...tensors]
}
