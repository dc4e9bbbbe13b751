import { z } from 'zod'

import { byteToken, type PieceTokens, type TokenModel, type Vocabulary, vocabularyOf } from './token-model.ts'
import { TokenizerError } from './tokenizer-error.ts'
import { VocabularyTrie } from './trie.ts'

const unigramJson = z.object({
  vocab: z.array(z.tuple([z.string(), z.number()])),
  unk_id: z.int().nonnegative().nullish(),
  byte_fallback: z.boolean().default(false),
})

/** An unknown character costs this much more than the worst token (SentencePiece, unigram_model.cc). */
const unknownPenalty = 10

/** `model` of type Unigram in a tokenizer.json. Throws TokenizerError when the unknown id is outside of the vocabulary. */
export function readUnigram(json: unknown, reserved: ReadonlySet<string>): TokenModel {
  const { vocab: entries, unk_id, byte_fallback } = unigramJson.parse(json)
  if (unk_id !== null && unk_id !== undefined && unk_id >= entries.length) {
    throw new TokenizerError('tokenizer-format', `the unknown token's id ${unk_id} is outside of this vocabulary of ${entries.length}`)
  }
  const vocab = vocabularyOf(entries.map(([text], id) => [text, id] as const))
  return unigramModel(
    vocab,
    Float64Array.from(entries, ([, score]) => score),
    {
      unknown: unk_id ?? undefined,
      byteFallback: byte_fallback,
      reserved,
    },
  )
}

export type UnigramOptions = {
  readonly unknown?: number
  readonly byteFallback: boolean
  /** Special tokens: ordinary text that spells one is not made into it. */
  readonly reserved: ReadonlySet<string>
}

/** Unigram model (Kudo 2018): of all ways to cut a piece into tokens the one with the highest sum of `scores` (log-probabilities by id). */
export function unigramModel(vocab: Vocabulary, scores: Float64Array, options: UnigramOptions): TokenModel {
  const trie = new VocabularyTrie(new Map([...vocab.ids].filter(([text]) => !options.reserved.has(text))))
  const unknownScore = scores.reduce((least, score) => Math.min(least, score), Number.POSITIVE_INFINITY) - unknownPenalty
  return { vocab, tokenize: (piece) => tokensOf(vocab, options, piece, bestPath(trie, scores, unknownScore, piece)) }
}

/** The best last token for each end: its start and id, -1 for an unknown character. Viterbi from left to right, the first of equals wins. */
type Path = { readonly starts: Int32Array; readonly ids: Int32Array }

function bestPath(trie: VocabularyTrie, scores: Float64Array, unknownScore: number, piece: string): Path {
  const best = new Float64Array(piece.length + 1).fill(Number.NEGATIVE_INFINITY)
  const starts = new Int32Array(piece.length + 1).fill(-1)
  const ids = new Int32Array(piece.length + 1)
  best[0] = 0
  for (let start = 0; start < piece.length; ) {
    const next = start + (piece.codePointAt(start)! > 0xffff ? 2 : 1)
    let single = false
    const offer = (end: number, id: number, score: number) => {
      single ||= end === next
      if (best[start] + score <= best[end]) return
      best[end] = best[start] + score
      starts[end] = start
      ids[end] = id
    }
    trie.prefixes(piece, start, (end, id) => offer(end, id, scores[id]))
    if (!single) offer(next, -1, unknownScore)
    start = next
  }
  return { starts, ids }
}

type TokenSpan = { readonly id: number; readonly start: number; readonly end: number }

/** The path from its end back to the beginning; neighboring unknown characters become one token, or their bytes. */
function tokensOf(vocab: Vocabulary, options: UnigramOptions, piece: string, path: Path): PieceTokens {
  const spans: { id: number; start: number; end: number }[] = []
  for (let end = piece.length; end > 0; end = path.starts[end]) {
    const span = { id: path.ids[end], start: path.starts[end], end }
    const after = spans.at(-1)
    if (span.id === -1 && after?.id === -1) after.start = span.start
    else spans.push(span)
  }
  const tokens = spans.reverse().flatMap((span) => (span.id === -1 ? unknownTokens(vocab, options, piece, span) : [span]))
  return { ids: tokens.map(({ id }) => id), starts: tokens.map(({ start }) => start), ends: tokens.map(({ end }) => end) }
}

function unknownTokens(
  vocab: Vocabulary,
  { unknown, byteFallback }: UnigramOptions,
  piece: string,
  { start, end }: TokenSpan,
): TokenSpan[] {
  const bytes = byteFallback ? byteTokens(vocab, piece, start, end) : undefined
  if (bytes) return bytes
  if (unknown !== undefined) return [{ id: unknown, start, end }]
  const text = JSON.stringify(piece.slice(start, end))
  throw new TokenizerError('tokenizer-format', `this vocabulary has neither an unknown token nor one for ${text}`)
}

/** One token a byte, each with the span of its character; undefined where the vocabulary lacks one of them. */
function byteTokens(vocab: Vocabulary, piece: string, start: number, end: number): TokenSpan[] | undefined {
  const tokens: TokenSpan[] = []
  let at = start
  for (const character of piece.slice(start, end)) {
    for (const byte of new TextEncoder().encode(character)) {
      const id = vocab.ids.get(byteToken(byte))
      if (id === undefined) return undefined
      tokens.push({ id, start: at, end: at + character.length })
    }
    at += character.length
  }
  return tokens
}
