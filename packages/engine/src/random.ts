import { elementCount, type NdArray } from './tensor.ts'

/** Seeded draws: the same seed gives the same numbers on every machine. */
export type Random = {
  /** A number in [0, 1). */
  next(): number
  /** A whole number in [0, n). */
  integer(n: number): number
  /** Normal numbers with mean 0. */
  normal(shape: readonly number[], deviation?: number): NdArray
  uniform(shape: readonly number[], low?: number, high?: number): NdArray
  /** 0 … n − 1 in random order. */
  permutation(n: number): Int32Array
}

/** A generator of its own for `seed` (sfc32, Chris Doty-Humphrey, PractRand). */
export function createRandom(seed: number): Random {
  const bits = sfc32(seed)
  const next = () => (bits() * 2 ** 21 + (bits() >>> 11)) * 2 ** -53
  const integer = (n: number) => Math.floor(next() * n)
  const fill = (shape: readonly number[], draw: () => number): NdArray => ({
    data: Float32Array.from({ length: elementCount(shape) }, draw),
    shape,
    dtype: 'float32',
  })
  return {
    next,
    integer,
    normal: (shape, deviation = 1) => fill(shape, () => deviation * gaussian(next)),
    uniform: (shape, low = 0, high = 1) => fill(shape, () => low + (high - low) * next()),
    permutation: (n) =>
      shuffle(
        Int32Array.from({ length: n }, (_, i) => i),
        integer,
      ),
  }
}

function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [Math.trunc(seed) | 0, Math.trunc(seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1]
  const draw = () => {
    const result = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + result
    c |= 0
    return result >>> 0
  }
  for (let warmUp = 0; warmUp < 12; warmUp++) draw() // seeds that differ in one bit part by then
  return draw
}

/** Box and Muller's first value; the second is not kept, so that draws do not depend on what was drawn before. */
function gaussian(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

function shuffle(items: Int32Array, integer: (n: number) => number): Int32Array {
  for (let i = items.length - 1; i > 0; i--) {
    const j = integer(i + 1)
    const item = items[i]
    items[i] = items[j]
    items[j] = item
  }
  return items
}
