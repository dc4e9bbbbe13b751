import {
  add,
  arange,
  embedding,
  maximum,
  minimum,
  minus,
  type Size,
  sizeOf,
  sub,
  type Tensor,
  transpose,
  unsqueeze,
} from '@offprint/engine'

export type BucketPlan = {
  readonly bucketCount: number
  readonly maxDistance: number
  /** Keys after the query have buckets of their own (encoders); else they share bucket 0 (decoders). */
  readonly isTwoSided: boolean
}

/**
 * Bucket of key place − query place: small distances have one each, larger ones share logarithmically up to `maxDistance`
 * (T5, arXiv 1910.10683, section 2.1). Rounded in float32, as the reference library does.
 */
export function bucketOf(distance: number, { bucketCount, maxDistance, isTwoSided }: BucketPlan): number {
  const half = isTwoSided ? bucketCount / 2 : bucketCount
  const side = isTwoSided && distance > 0 ? half : 0
  const size = isTwoSided ? Math.abs(distance) : Math.max(0, -distance)
  const exact = Math.floor(half / 2)
  if (size < exact) return side + size
  const share = Math.fround(Math.fround(Math.log(size / exact)) / Math.log(maxDistance / exact))
  return side + Math.min(half - 1, exact + Math.floor(Math.fround(share * (half - exact))))
}

/** Position bias [1, heads, queries, keys] from a table [buckets, heads]; the last query stands at the last key. */
export function relativeBias(table: Tensor, queries: Size, keys: Size, plan: BucketPlan): Tensor {
  const { maxDistance } = plan
  const place = {
    data: Int32Array.from({ length: 2 * maxDistance + 1 }, (_, i) => bucketOf(i - maxDistance, plan)),
    shape: [2 * maxDistance + 1],
    dtype: 'int32',
  } as const
  const queryPlace = add(unsqueeze(arange(queries), 1), sizeOf(minus(keys, queries), 'int32'))
  const distance = sub(unsqueeze(arange(keys), 0), queryPlace)
  const clipped = add(minimum(maximum(distance, -maxDistance), maxDistance), maxDistance)
  return unsqueeze(transpose(embedding(table, embedding(place, clipped)), [2, 0, 1]), 0)
}
