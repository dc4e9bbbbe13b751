import type { Embedder } from '@offprint/lm'

import { meanOf } from './principal-components.ts'

/** A question with `{}` where the phrase goes. */
export type Template = string

const batchSize = 256

/**
 * Embeds phrases [n] → n rows [d]: the mean over the templates of the embedded questions, taken before any projection; without
 * templates the phrase itself. Embeddings are not brought to length 1, as in the paper.
 */
export async function embedPhrases(
  embedder: Embedder,
  phrases: readonly string[],
  templates: readonly Template[],
  signal?: AbortSignal,
): Promise<Float64Array[]> {
  const questions =
    templates.length === 0 ? phrases : phrases.flatMap((phrase) => templates.map((template) => template.replace('{}', phrase)))
  const rows = await embedTexts(embedder, questions, signal)
  const perPhrase = Math.max(1, templates.length)
  return phrases.map((_, i) => meanOf(rows.slice(i * perPhrase, (i + 1) * perPhrase)))
}

/** Texts [n] → n rows [d], in batches. */
export async function embedTexts(embedder: Embedder, texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
  const rows: Float32Array[] = []
  const { dimension } = embedder
  for (let start = 0; start < texts.length; start += batchSize) {
    signal?.throwIfAborted()
    const batch = texts.slice(start, start + batchSize)
    const flat = await embedder.embed(batch, { normalize: false, signal })
    for (const i of batch.keys()) rows.push(flat.subarray(i * dimension, (i + 1) * dimension))
  }
  return rows
}
