import type { NdArray } from '@offprint/engine'

/** Views of an array's last axis, in order. */
export function arrayRows({ data, shape }: NdArray): Float32Array[] {
  const size = shape[shape.length - 1]
  return Array.from({ length: data.length / size }, (_, row) => (data as Float32Array).subarray(row * size, (row + 1) * size))
}

/** 2-norm, summed in float64. */
export function lengthOf(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, x) => sum + x * x, 0))
}
