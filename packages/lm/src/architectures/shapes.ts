import type { ParameterShapes } from './architecture.ts'

/** Collects the names and shapes of an architecture's parameters. */
export function createShapes() {
  const shapes: Record<string, { shape: readonly number[]; optional?: boolean }> = {}
  return {
    shapes: shapes as ParameterShapes,
    table: (name: string, rowCount: number, size: number, optional = false) => {
      shapes[`${name}.weight`] = { shape: [rowCount, size], ...(optional && { optional }) }
    },
    /** Weight [out, in] as nearly all files have it; GPT-2's is [in, out] (`inOut`). */
    linear: (name: string, inSize: number, outSize: number, { bias = true, inOut = false }: { bias?: boolean; inOut?: boolean } = {}) => {
      shapes[`${name}.weight`] = { shape: inOut ? [inSize, outSize] : [outSize, inSize] }
      if (bias) shapes[`${name}.bias`] = { shape: [outSize] }
    },
    norm: (name: string, size: number, bias = true) => {
      shapes[`${name}.weight`] = { shape: [size] }
      if (bias) shapes[`${name}.bias`] = { shape: [size] }
    },
  }
}

/** Of a cache that keeps every key and value: the entries of one layer, `null` where the length goes. */
export function keyValueCache({
  keyValueHeadCount,
  headSize,
}: {
  keyValueHeadCount: number
  headSize: number
}): Readonly<Record<string, readonly (number | null)[]>> {
  return { key: [1, keyValueHeadCount, null, headSize], value: [1, keyValueHeadCount, null, headSize] }
}
