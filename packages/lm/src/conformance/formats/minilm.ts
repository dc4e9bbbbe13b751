import { dirname } from 'node:path'

import { z } from 'zod'

import { loadPooledEmbedder } from '../../embeddings/pooled.ts'
import { lengthOf } from '../array-rows.ts'
import { countDifferences, exactRow, largestDifference, type RecordedFormat, relativeDifference, toleranceRow } from '../recorded.ts'

const ids = z.array(z.int())
const vector = { embedding_first16: z.array(z.number()), norm_before: z.number() }
const file = z.object({
  model: z.string(),
  weights_sha256: z.string(),
  tokenizer_cases: z.array(z.object({ text: z.string(), ids })),
  sentences: z.array(z.object({ text: z.string(), ids, ...vector, sum: z.number() })),
  truncated_texts: z.array(z.object({ string: z.int(), tokens: z.int(), ...vector })),
  cosine_20: z.array(z.array(z.number())),
})

/** Values of unit vectors, golden-real/README.md; sums of 384 of them and lengths before normalizing are recorded with 7 digits. */
const tolerance = 1e-5
const sumTolerance = 1e-4
const lengthTolerance = 1e-5

/** A sentence embedder over an encoder: ids, unit vectors, texts that are cut, cosines. */
export const format: RecordedFormat = {
  name: 'golden-real/minilm 1',
  recognizes: (recorded) => recorded.format === 'golden-real/minilm 1',
  async *check(recorded, { model, seeker }) {
    const golden = file.parse(recorded)
    const wanted = { sha256: golden.weights_sha256, names: /\.safetensors$/, what: `the model ${golden.model}` }
    using embedder = await loadPooledEmbedder(model ?? dirname(await seeker.find(wanted)))
    for (const [i, { text, ids: expected }] of golden.tokenizer_cases.entries())
      yield exactRow(`text ${i} ids`, countDifferences(embedder.encode(text), expected))
    const cut = golden.truncated_texts.map(({ string }) => golden.tokenizer_cases[string].text)
    const texts = [...golden.sentences.map(({ text }) => text), ...cut]
    const [vectors, plain] = [await embedder.embed(texts), await embedder.embed(texts, { normalize: false })]
    const row = (flat: Float32Array, i: number) => flat.subarray(i * embedder.dimension, (i + 1) * embedder.dimension)
    for (const [i, { embedding_first16, norm_before }] of [...golden.sentences, ...golden.truncated_texts].entries()) {
      const name = i < golden.sentences.length ? `sentence ${i}` : `cut text ${i - golden.sentences.length}`
      yield toleranceRow(
        `${name} vector`,
        largestDifference(row(vectors, i).slice(0, embedding_first16.length), embedding_first16),
        tolerance,
      )
      yield toleranceRow(`${name} length`, relativeDifference(lengthOf(row(plain, i)), norm_before), lengthTolerance)
    }
    for (const [i, { ids: expected, text, sum }] of golden.sentences.entries()) {
      yield exactRow(`sentence ${i} ids`, countDifferences(embedder.encode(text), expected))
      yield toleranceRow(`sentence ${i} sum`, Math.abs(row(vectors, i).reduce((total, x) => total + x, 0) - sum), sumTolerance)
    }
    for (const [i, { tokens }] of golden.truncated_texts.entries())
      yield exactRow(`cut text ${i} tokens`, embedder.encode(cut[i]).length - tokens)
    const cosines = golden.cosine_20.flatMap((list, i) => list.map((_, j) => dot(row(vectors, i), row(vectors, j))))
    yield toleranceRow('cosines', largestDifference(cosines, golden.cosine_20.flat()), tolerance)
  },
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0)
}
