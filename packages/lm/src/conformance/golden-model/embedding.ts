import { z } from 'zod'

import { loadPooledEmbedder } from '../../embeddings/pooled.ts'
import { type CheckRow, largestDifference, toleranceRow } from '../recorded.ts'
import { type ExpectedFile, getRows, logitTolerance, recordedCase, withoutPadding } from './recorded-case.ts'

/** The sentence embedder over the model's folder: means over real tokens, unit vectors, cosines. */
export async function* checkEmbedding(folder: string, expected: ExpectedFile): AsyncGenerator<CheckRow> {
  const batch = recordedCase.parse(expected.batch)
  using embedder = await loadPooledEmbedder(folder)
  const sequences = withoutPadding(batch)
  const means = await embedder.embedIds(sequences, { normalize: false })
  const vectors = await embedder.embedIds(sequences, { normalize: true })
  yield toleranceRow('batch mean_pooled', largestDifference(means, getRows(batch, 'mean_pooled').flat()), logitTolerance)
  yield toleranceRow('batch embedding', largestDifference(vectors, getRows(batch, 'embedding').flat()), logitTolerance)
  const row = (i: number) => vectors.subarray(i * embedder.dimension, (i + 1) * embedder.dimension)
  const cosines = sequences.flatMap((_, i) => sequences.map((__, j) => row(i).reduce((sum, x, k) => sum + x * row(j)[k], 0)))
  yield toleranceRow('batch cosine', largestDifference(cosines, z.array(z.array(z.number())).parse(batch.cosine).flat()), logitTolerance)
}
