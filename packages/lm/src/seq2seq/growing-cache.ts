import { type NdArray, ndarray } from '@offprint/engine'

/**
 * Keys and values of each layer [batch, heads, length, size], exactly as long as what was written: relative positions are counted from the
 * places in the array, so it has no unused rows. Outputs of encoder-decoders are short.
 */
export type GrowingCache = readonly { readonly key: NdArray; readonly value: NdArray }[]

/** Both caches' rows behind one another. */
export function joinRows(cache: GrowingCache, fresh: GrowingCache): GrowingCache {
  return cache.map((layer, i) => ({ key: joinAlongLength(layer.key, fresh[i].key), value: joinAlongLength(layer.value, fresh[i].value) }))
}

function joinAlongLength(a: NdArray, b: NdArray): NdArray {
  const [batch, heads, before, size] = a.shape
  const [aWidth, bWidth] = [before * size, b.shape[2] * size]
  const data = new Float32Array(a.data.length + b.data.length)
  for (let i = 0; i < batch * heads; i++) {
    data.set((a.data as Float32Array).subarray(i * aWidth, (i + 1) * aWidth), i * (aWidth + bWidth))
    data.set((b.data as Float32Array).subarray(i * bWidth, (i + 1) * bWidth), i * (aWidth + bWidth) + aWidth)
  }
  return ndarray(data, [batch, heads, before + b.shape[2], size])
}

/** The entries named of the first axis, in that order. */
export function selectRows(array: NdArray, rows: readonly number[]): NdArray {
  const width = array.data.length / array.shape[0]
  const data = array.data instanceof Int32Array ? new Int32Array(rows.length * width) : new Float32Array(rows.length * width)
  rows.forEach((row, i) => {
    data.set((array.data as Float32Array).subarray(row * width, (row + 1) * width), i * width)
  })
  return ndarray(data, [rows.length, ...array.shape.slice(1)])
}
