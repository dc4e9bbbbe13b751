import { describe, expect, it } from 'vitest'

import { checkGradients } from '../check-gradients.ts'
import { grad } from '../grad.ts'
import { freeze, jit } from '../jit.ts'
import { square } from '../ops/elementwise.ts'
import { sum } from '../ops/reduce.ts'
import { createRandom } from '../random.ts'
import { runOnce } from '../run-once.ts'
import { constant, isNdArray, type NdArray, ndarray, type Tensor } from '../tensor.ts'
import { mapTree } from '../tree.ts'
import { dequantize } from './dequantize.ts'
import { matmulQuantized } from './matmul-quantized.ts'
import { quantize } from './quantize.ts'
import { quantizeRows } from './rows.ts'
import type { QuantizedWeight } from './weight.ts'

const random = createRandom(9)
// [out, in], also rows that end within a block, and an odd number of blocks
const shapes = [
  [8, 64],
  [5, 50],
  [3, 96],
  [64, 33],
  [2, 31],
] as const
const kinds: readonly (readonly [string, (matrix: NdArray) => QuantizedWeight])[] = [
  ...([4, 8] as const).flatMap((bits) =>
    (['symmetric', 'zeroPoints', 'offsets'] as const).map(
      (range) => [`${bits} bits, ${range}`, (matrix: NdArray) => quantize(matrix, { bits, range })] as const,
    ),
  ),
  ['rows', quantizeRows],
]

// Sums of up to 96 products of float32 numbers around 1.
const rounding = 2e-5
// x rounded to 127 steps of its largest value: 1/254 of about 3 each, over √96 products of spread 1.
const roundedInput = 0.3

const program = (weight: QuantizedWeight<Tensor>, x: Tensor) => matmulQuantized(x, weight)
const programInBytes = (weight: QuantizedWeight<Tensor>, x: Tensor) => matmulQuantized(x, weight, { roundsInput: true })

describe.each(kinds)('a product with %s', (kind, make) => {
  const tolerance = kind === 'rows' ? roundedInput : rounding

  it.each(shapes)('[%i, %i] equals the plain loop over dequantized values, as an argument and frozen', async (outSize, inSize) => {
    const [weight, x] = [make(random.normal([outSize, inSize])), random.normal([4, inSize])]
    const expected = product(x, dequantize(weight, inSize))
    expect(distance(await runOnce(program, weight, x), expected)).toBeLessThan(tolerance)
    using frozen = jit(freeze(program, weight))
    expect(distance(await frozen(x), expected)).toBeLessThan(tolerance)
    using inBytes = jit(freeze(programInBytes, weight))
    expect(distance(await inBytes(x), expected)).toBeLessThan(roundedInput)
  })

  it('has the gradient of the dequantized values with respect to x', async () => {
    const weight = make(random.normal([6, 45]))
    const frozen = frozenOf(weight)
    const { worst } = await checkGradients((x: Tensor) => square(matmulQuantized(x, frozen)), [random.normal([2, 3, 45])])
    expect(worst).toBeLessThan(1e-6)
    const x = random.normal([2, 45])
    const gradient = await runOnce(grad((t: Tensor) => sum(matmulQuantized(t, frozen))) as (t: Tensor) => Tensor, x)
    const ones = ndarray(new Float32Array(12).fill(1), [2, 6])
    const values = dequantize(weight, 45)
    const transposed = ndarray(
      Float32Array.from({ length: 6 * 45 }, (_, i) => Number(values.data[(i % 6) * 45 + Math.floor(i / 6)])),
      [45, 6],
    )
    expect(distance(gradient, product(ones, transposed))).toBeLessThan(rounding)
  })
})

it('one graph serves every batch and length', async () => {
  const weight = quantize(random.normal([5, 40]), { range: 'offsets' })
  using run = jit(freeze(program, weight), { dims: { x: ['batch', 'length', null] } })
  for (const [batch, length] of [
    [1, 1],
    [2, 3],
  ]) {
    const x = random.normal([batch, length, 40])
    const y = await run(x)
    expect(y.shape).toEqual([batch, length, 5])
    expect(distance(y, product(ndarray(x.data, [batch * length, 40]), dequantize(weight, 40)))).toBeLessThan(rounding)
  }
})

it('whole numbers of the largest size do not overflow', async () => {
  const signs = (count: number, every: number) => Float32Array.from({ length: count }, (_, i) => (i % every === 0 ? -1 : 1))
  const matrix = ndarray(signs(16 * 64, 5), [16, 64])
  const x = ndarray(signs(4 * 64, 7), [4, 64])
  for (const [, make] of kinds) {
    const weight = make(matrix)
    using run = jit(freeze(programInBytes, weight))
    // Sums reach 64: of 1/127 each, as the center of x's bytes may lie half a step off.
    expect(distance(await run(x), product(x, dequantize(weight, 64)))).toBeLessThan(64 / 127)
  }
})

it('refuses the gradient of the weight, and shapes that do not fit', async () => {
  const weight = quantize(random.normal([4, 64]))
  const x = random.normal([2, 64])
  const loss = grad((w: QuantizedWeight<Tensor>) => sum(matmulQuantized(x, w)))
  await expect(runOnce(loss, weight)).rejects.toThrow('a quantized weight has no gradient rule')
  const wrong = runOnce((t: Tensor) => matmulQuantized(t, frozenOf(weight)), random.normal([2, 65]))
  await expect(wrong).rejects.toThrow('matmulQuantized cannot multiply [2, 65] with rows of [2] blocks of 32')
})

function frozenOf(weight: QuantizedWeight): QuantizedWeight<Tensor> {
  return mapTree(weight, isNdArray, constant) as QuantizedWeight<Tensor>
}

/** x [n, in] · weightᵀ by three loops in double precision. */
function product(x: NdArray, weight: NdArray): number[] {
  const [outSize, inSize] = weight.shape
  const at = ({ data }: NdArray, place: number) => Number(data[place])
  return Array.from({ length: x.shape[0] * outSize }, (_, place) => {
    const [row, column] = [Math.floor(place / outSize), place % outSize]
    let total = 0
    for (let k = 0; k < inSize; k++) total += at(x, row * inSize + k) * at(weight, column * inSize + k)
    return total
  })
}

function distance(found: NdArray, expected: readonly number[]): number {
  expect(found.data.length).toBe(expected.length)
  return Math.max(...expected.map((value, i) => Math.abs(value - Number(found.data[i]))))
}
