import { type Retrieval, ranksByVectors, ranksByWords, retrievalOf } from '../evaluation/retrieval.ts'
import type { Embedder } from '../model.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'
import type { TokenizerJson } from '../tokenizers/tokenizer-json.ts'
import { trainWordPiece } from '../tokenizers/word-piece.ts'
import { shareOf } from '../training/corpus.ts'
import { type Document, readDocuments, splitByHash } from '../training/documents.ts'
import { isNth, logCount } from '../training/run-steps.ts'
import { TrainingError } from '../training/training-error.ts'
import { fileSha256 } from '../weights/file.ts'
import { formatEmbedderCard } from './embedder-card.ts'
import { loadStaticEmbedder } from './static.ts'
import { type IdPair, trainStaticTable } from './train-static.ts'
import { writeStaticEmbedder } from './write-static.ts'

export type EmbedderSettings = {
  readonly vocabSize: number
  readonly dimension: number
  readonly batchSize: number
  readonly epochs: number
  readonly rate: number
  readonly drawnTokens: number
}

/**
 * 30,000 rows of 128 are 3.9 MB as int8. The rate is the best of 0.01, 0.02 and 0.05 after 40 steps, on the 2,000 papers that come next
 * in hash order after 10,000 held-out ones (first places 0.70, 0.74, 0.75; mean reciprocal ranks 0.769, 0.802, 0.806: the smaller of the
 * two alike was taken).
 */
export const embedderSettings: EmbedderSettings = {
  vocabSize: 30_000,
  dimension: 128,
  batchSize: 512,
  epochs: 8,
  rate: 0.02,
  drawnTokens: 64,
}

export type TrainEmbedderOptions = {
  /** JSONL. */
  readonly file: string
  /** Two fields whose texts belong together: title and abstract. */
  readonly fields: readonly string[]
  readonly folder: string
  readonly settings?: EmbedderSettings
  /** Pairs that are never trained on (see `splitByHash`): one in twenty where not given, at most 10,000. */
  readonly heldOutCount?: number
  /** Another embedder's folder, to be measured on the same pairs. */
  readonly beside?: string
  readonly seed: number
  readonly command: string
  readonly threads?: number
  readonly signal?: AbortSignal
}

export type TrainEmbedderEvent =
  | { readonly type: 'step'; readonly step: number; readonly totalSteps: number; readonly loss: number; readonly seconds: number }
  | { readonly type: 'share'; readonly of: string; readonly done: number }

/** How well the first field's text finds the second's among the held-out ones: the embedder, BM25 over words, and another embedder. */
export type EmbedderScores = {
  readonly embedder: Retrieval
  readonly words: Retrieval
  readonly beside?: Retrieval & { readonly name: string }
}

export type TrainedEmbedder = {
  readonly folder: string
  readonly sha256: string
  readonly heldOut: EmbedderScores
  readonly pairCount: number
  readonly steps: number
  readonly minutes: number
}

/**
 * Trains a static sentence embedder on a file's pairs and writes its folder with a card. What is measured is the stored int8 table. Returns
 * undefined, and leaves nothing, when the signal fires. Throws TrainingError for a file that holds no such pairs.
 */
export async function* trainEmbedder(options: TrainEmbedderOptions): AsyncGenerator<TrainEmbedderEvent, TrainedEmbedder | undefined> {
  const { file, fields, folder, settings = embedderSettings, signal } = options
  if (fields.length !== 2)
    throw new TrainingError(
      'training-data',
      `An embedder learns from pairs: name two fields such as title,abstract, not ${fields.join(',')}.`,
    )
  const beside = options.beside === undefined ? undefined : await loadStaticEmbedder(options.beside)
  yield { type: 'share', of: 'reading text', done: 0 }
  const [documents, dataSha256] = await Promise.all([readDocuments(file, fields), fileSha256(file)])
  const { heldOut, training } = splitByHash(documents, options.heldOutCount ?? shareOf(documents.length, 10_000))
  const tokenizer = trainWordPiece(firstTexts(training), { vocabSize: settings.vocabSize })
  yield { type: 'share', of: 'reading text', done: 0.5 }
  const pairs = encodePairs(training, tokenizer)
  const steps = Math.floor(pairs.length / settings.batchSize) * settings.epochs
  const seconds = stopwatch()
  const rows = trainStaticTable({ ...settings, ...options, pairs, steps, vocabSize: readTokenizer(tokenizer).vocabSize })
  let next = await rows.next()
  for (; !next.done; next = await rows.next()) {
    if (isNth(next.value.step, logCount, steps)) yield { type: 'step', totalSteps: steps, ...next.value, seconds: seconds() }
  }
  if (signal?.aborted) return undefined
  const minutes = seconds() / 60
  yield { type: 'share', of: 'measuring retrieval', done: 0 }
  await writeStaticEmbedder(folder, { table: next.value, tokenizer })
  const embedder = await loadStaticEmbedder(folder)
  const facts = { pairCount: pairs.length, steps, minutes, heldOut: await scoreAll(embedder, heldOut, beside) }
  const card = formatEmbedderCard({ ...options, ...facts, dataSha256, settings, name: embedder.name, vocabSize: next.value.shape[0] })
  await writeStaticEmbedder(folder, { table: next.value, tokenizer, card })
  return { folder, sha256: embedder.sha256, ...facts }
}

function stopwatch(): () => number {
  const startedAt = performance.now()
  return () => (performance.now() - startedAt) / 1000
}

async function scoreAll(embedder: Embedder, documents: readonly Document[], beside?: Embedder): Promise<EmbedderScores> {
  const [queries, texts] = [0, 1].map((part) => documents.map(({ parts }) => parts[part]))
  const scoreOf = async (each: Embedder) => retrievalOf(ranksByVectors(await each.embed(queries), await each.embed(texts), each.dimension))
  return {
    embedder: await scoreOf(embedder),
    words: retrievalOf(ranksByWords(queries, texts)),
    ...(beside && { beside: { name: beside.name, ...(await scoreOf(beside)) } }),
  }
}

/** The vocabulary is learned from so many characters, in hash order; words that are rarer than that are cut into pieces. */
const tokenizerCharacters = 30_000_000

function* firstTexts(documents: readonly Document[]): Generator<string> {
  let left = tokenizerCharacters
  for (const { parts } of documents) {
    for (const part of parts) {
      if (left <= 0) return
      left -= part.length
      yield part
    }
  }
}

function encodePairs(documents: readonly Document[], json: TokenizerJson): IdPair[] {
  const tokenizer = readTokenizer(json)
  const unknown = tokenizer.tokenId('[UNK]')
  const encode = (text: string) => tokenizer.encode(text, { special: false }).ids.filter((id) => id !== unknown)
  return documents.map(({ parts }): IdPair => [encode(parts[0]), encode(parts[1])]).filter((pair) => pair.every(({ length }) => length > 0))
}
