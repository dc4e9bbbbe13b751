import { z } from 'zod'

import { type FindMerge, mergeSymbols, type Symbols } from './merging.ts'
import { PairTable } from './pair-table.ts'
import { byteToken, type PieceTokens, type TokenModel, type Vocabulary, vocabularyOf } from './token-model.ts'
import { TokenizerError } from './tokenizer-error.ts'

const bpeJson = z.object({
  vocab: z.record(z.string(), z.int().nonnegative()),
  merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
  unk_token: z.string().nullish(),
  continuing_subword_prefix: z.string().nullish(),
  end_of_word_suffix: z.string().nullish(),
  fuse_unk: z.boolean().nullish(),
  byte_fallback: z.boolean().nullish(),
  ignore_merges: z.boolean().nullish(),
})

export type BpeOptions = {
  readonly unknown?: number
  readonly prefix: string
  readonly suffix: string
  /** Neighboring unknown characters are one token. */
  readonly fuseUnknown: boolean
  /** A character without a token becomes its bytes, `<0xF0>` and so on. */
  readonly byteFallback: boolean
  /** A piece that is a token is that token, whatever the merges would give. */
  readonly wholeFirst: boolean
  /** Special tokens: ordinary text that spells one is not made into it. */
  readonly reserved: ReadonlySet<string>
}

/** The merges of a vocabulary: where they are kept, and how the one of a pair is found. */
export type Merges = { readonly table: PairTable; readonly find: FindMerge }

/** What byte-level vocabularies want: nothing unknown, no signs for the inside or end of a word. */
export const plainBpe: BpeOptions = {
  prefix: '',
  suffix: '',
  fuseUnknown: false,
  byteFallback: false,
  wholeFirst: false,
  reserved: new Set(),
}

/** `model` of type BPE in a tokenizer.json. Throws TokenizerError when a merge names what is no token. */
export function readBpe(json: unknown, reserved: ReadonlySet<string>): TokenModel {
  const model = bpeJson.parse(json)
  const vocab = vocabularyOf(Object.entries(model.vocab))
  const prefix = model.continuing_subword_prefix ?? ''
  const table = readMerges(vocab, model.merges, prefix)
  return bpeModel(
    vocab,
    { table, find: (left, right) => table.find(left, right) },
    {
      unknown: model.unk_token ? vocab.ids.get(model.unk_token) : undefined,
      prefix,
      suffix: model.end_of_word_suffix ?? '',
      fuseUnknown: model.fuse_unk ?? false,
      byteFallback: model.byte_fallback ?? false,
      wholeFirst: model.ignore_merges ?? false,
      reserved,
    },
  )
}

/** A table of merges from their list, best first; each is a pair or the two tokens with a space between. */
export function readMerges(vocab: Vocabulary, merges: readonly (string | readonly string[])[], prefix: string): PairTable {
  const table = new PairTable(merges.length)
  merges.forEach((merge, rank) => {
    const [left, right] = typeof merge === 'string' ? splitMerge(merge) : merge
    const ids = [left, right, left + (right ?? '').slice(prefix.length)].map((token) => vocab.ids.get(token))
    const missing = ids.indexOf(undefined)
    if (missing !== -1) {
      throw new TokenizerError(
        'tokenizer-format',
        `merge ${rank} of this tokenizer, ${JSON.stringify(merge)}, needs a token that the vocabulary lacks`,
      )
    }
    const [leftId, rightId, id] = ids as number[]
    // Of a pair listed twice the later rank counts, as the reference has it.
    table.set(leftId, rightId, rank, id)
  })
  return table
}

/** Byte-pair encoding over the characters of a piece. */
export function bpeModel(vocab: Vocabulary, merges: Merges, options: BpeOptions): TokenModel {
  return {
    vocab,
    tokenize(piece) {
      const whole = options.wholeFirst && !options.reserved.has(piece) ? vocab.ids.get(piece) : undefined
      if (whole !== undefined) return { ids: [whole], starts: [0], ends: [piece.length] }
      const symbols = firstSymbols(vocab, piece, options)
      mergeSymbols(symbols, merges.table, merges.find)
      return symbols satisfies PieceTokens
    },
  }
}

/** One symbol a character, in the words of the vocabulary; what it lacks becomes bytes, the unknown token, or nothing. */
export function firstSymbols(vocab: Vocabulary, piece: string, options: BpeOptions): Symbols {
  const symbols: Symbols = { ids: [], starts: [], ends: [] }
  const push = (id: number, start: number, end: number) => {
    symbols.ids.push(id)
    symbols.starts.push(start)
    symbols.ends.push(end)
  }
  let unknownEnd = -1
  let start = 0
  for (const character of piece) {
    const end = start + character.length
    const text = (start > 0 ? options.prefix : '') + character + (end === piece.length ? options.suffix : '')
    const id = vocab.ids.get(text)
    const bytes = id === undefined && options.byteFallback ? byteIds(vocab, character) : undefined
    if (id !== undefined) push(id, start, end)
    else if (bytes) for (const byte of bytes) push(byte, start, end)
    else if (options.unknown !== undefined) {
      if (options.fuseUnknown && unknownEnd === start) symbols.ends[symbols.ends.length - 1] = end
      else push(options.unknown, start, end)
      unknownEnd = end
    }
    start = end
  }
  return symbols
}

function byteIds(vocab: Vocabulary, character: string): number[] | undefined {
  const ids = Array.from(new TextEncoder().encode(character), (byte) => vocab.ids.get(byteToken(byte)))
  return ids.includes(undefined) ? undefined : (ids as number[])
}

function splitMerge(merge: string): string[] {
  const space = merge.indexOf(' ')
  return [merge.slice(0, space), merge.slice(space + 1)]
}
