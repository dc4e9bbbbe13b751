import { dirname, join } from 'node:path'

import { z } from 'zod'

import { loadStaticEmbedder } from '../../embeddings/static.ts'
import { countDifferences, exactRow, largestDifference, type RecordedFormat, toleranceRow } from '../recorded.ts'
import { tokenizerAt } from '../tokenizer-files.ts'

const sentence = z.object({
  text: z.string(),
  ids: z.array(z.int()),
  unit_first16: z.array(z.number()),
  mean_norm: z.number(),
  sum: z.number(),
})
const file = z.object({
  model: z.string(),
  weights_sha256: z.string(),
  sentences: z.array(sentence),
  cosine_10: z.array(z.array(z.number())),
})

/** Of golden-real's README: values of unit vectors, absolute. Sums of 128 of them and lengths in int8 units follow, recorded with 7 digits. */
const tolerance = 5e-6
const sumTolerance = 5e-5
const lengthTolerance = 1e-6

/** A static embedder: ids without the tokens that a model adds, unit vectors, cosines. */
export const format: RecordedFormat = {
  name: 'golden-real/potion 1',
  recognizes: (recorded) => recorded.format === 'golden-real/potion 1',
  async *check(recorded, { model, seeker }) {
    const golden = file.parse(recorded)
    const folder =
      model ?? dirname(await seeker.find({ sha256: golden.weights_sha256, names: /\.safetensors$/, what: `the model ${golden.model}` }))
    const tokenizer = await tokenizerAt(join(folder, 'tokenizer.json'))
    const embedder = await loadStaticEmbedder(folder)
    const texts = golden.sentences.map(({ text }) => text)
    const [vectors, plain] = [await embedder.embed(texts), await embedder.embed(texts, { normalize: false })]
    const row = (flat: Float32Array, i: number) => flat.subarray(i * embedder.dimension, (i + 1) * embedder.dimension)
    for (const [i, { text, ids, unit_first16, mean_norm, sum }] of golden.sentences.entries()) {
      yield exactRow(`sentence ${i} ids`, countDifferences(tokenizer.encode(text, { addSpecial: false }).ids, ids))
      yield toleranceRow(
        `sentence ${i} vector`,
        largestDifference(row(vectors, i).subarray(0, unit_first16.length), unit_first16),
        tolerance,
      )
      yield toleranceRow(`sentence ${i} sum`, Math.abs(row(vectors, i).reduce((total, x) => total + x, 0) - sum), sumTolerance)
      yield toleranceRow(
        `sentence ${i} length`,
        Math.abs(Math.hypot(...row(plain, i)) / (mean_norm || 1) - Math.sign(mean_norm)),
        lengthTolerance,
      )
    }
    const cosines = golden.cosine_10.map((expected, i) =>
      largestDifference(
        expected.map((_, j) => dot(row(vectors, i), row(vectors, j))),
        expected,
      ),
    )
    yield toleranceRow('cosines', Math.max(0, ...cosines), tolerance)
  },
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0)
}
