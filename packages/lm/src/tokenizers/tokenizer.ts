import type { Span, Tokenizer } from '../model.ts'
import { type AddedToken, AddedTokenFinder } from './added-tokens.ts'
import { type AlignedText, originalSpan, sliceAligned } from './aligned-text.ts'
import type { Normalizer } from './normalizers.ts'
import { bareTemplate, type Template } from './post-processors.ts'
import type { PreTokenizer } from './pre-tokenizers.ts'
import type { TokenModel } from './token-model.ts'
import { TokenizerError } from './tokenizer-error.ts'

export type EncodeOptions = {
  /** Special tokens that the text spells out become their ids. False: they are ordinary text, as text from outside should be. Default true. */
  readonly special?: boolean
  /** Add what the model expects around a text: [CLS] and [SEP], <s>. Default: as `special`. */
  readonly addSpecial?: boolean
  /** Cut the text's tokens so that there are at most this many, added ones included. */
  readonly maxLengthTokens?: number
}

export type DecodeOptions = { readonly skipSpecial?: boolean }

/** `typeIds` are BERT's token types: 0 for the first text of a pair, 1 for the second. */
export type Encoding = { readonly ids: Int32Array; readonly offsets: readonly Span[] }
export type PairEncoding = { readonly ids: Int32Array; readonly typeIds: Int32Array }

/** A tokenizer that was read or trained. Its `offsets` tile what the tokens stand for: added tokens have an empty span at either end. */
export interface ModelTokenizer extends Tokenizer {
  encode(text: string, options?: EncodeOptions): Encoding
  /** Two texts as one input, for models that compare them. */
  encodePair(first: string, second: string, options?: EncodeOptions): PairEncoding
  /** The bytes that a token adds in the middle of a text; none for special tokens. For streaming and for constraints on the output. */
  tokenBytes(id: number): Uint8Array
  isSpecial(id: number): boolean
}

/** What a tokenizer is made of, in the order in which text passes through. */
export type TokenizerParts = {
  readonly addedTokens: readonly AddedToken[]
  readonly normalize: Normalizer
  readonly cut: readonly PreTokenizer[]
  readonly model: TokenModel
  readonly template: Template
  /** Ids without holes or special ones to be left out → text. */
  readonly decode: (tokens: readonly string[]) => string
  readonly tokenBytes: (token: string) => Uint8Array
}

/** A tokenizer from its parts. */
export function createTokenizer(parts: TokenizerParts): ModelTokenizer {
  const { model, template } = parts
  const added = new Map(parts.addedTokens.map((token) => [token.id, token]))
  const addedIds = new Map(parts.addedTokens.map((token) => [token.content, token.id]))
  const encodeText = textEncoder(parts)
  const text = (id: number) => added.get(id)?.content ?? model.vocab.texts[id]
  const vocabSize = parts.addedTokens.reduce((size, { id }) => Math.max(size, id + 1), model.vocab.texts.length)
  const known = (id: number) => {
    const found = text(id)
    if (found === undefined)
      throw new TokenizerError('tokenizer-id', `id ${id} is no token of this vocabulary of ${vocabSize}: was it made by another tokenizer?`)
    return found
  }
  return {
    vocabSize,
    encode(given, options = {}) {
      const parts = adds(options) ? template.single : bareTemplate.single
      return surrounded(parts, cutTo(encodeText(given, options.special ?? true), parts, options.maxLengthTokens), given.length)
    },
    encodePair: (first, second, options = {}) => {
      const texts = [first, second].map((given) => encodeText(given, options.special ?? true))
      return paired(template, texts, adds(options))
    },
    decode: (ids, { skipSpecial = false } = {}) =>
      parts.decode(
        Array.from(ids)
          .filter((id) => !(skipSpecial && added.get(id)?.special))
          .map(known),
      ),
    tokenText: known,
    tokenId: (token) => addedIds.get(token) ?? model.vocab.ids.get(token),
    tokenBytes: (id) => (added.get(id)?.special ? new Uint8Array() : parts.tokenBytes(known(id))),
    isSpecial: (id) => added.get(id)?.special ?? false,
  }
}

type Tokens = { readonly ids: number[]; readonly offsets: Span[] }

function adds({ special = true, addSpecial = special }: EncodeOptions): boolean {
  return addSpecial
}

/** Text → ids and spans, without what the template adds. */
function textEncoder(parts: TokenizerParts): (text: string, special: boolean) => Tokens {
  const raw = finder(parts.addedTokens.filter(({ normalized }) => !normalized))
  const normalizedTokens = parts.addedTokens.filter(({ normalized }) => normalized)
  const inNormalized = new AddedTokenFinder(
    normalizedTokens.map((token) => ({ content: parts.normalize({ text: token.content, offset: 0 }).text, token })),
  )
  return (text, special) => {
    const tokens: Tokens = { ids: [], offsets: [] }
    const encodeRest = (rest: AlignedText) => encodePieces(parts, rest, tokens)
    cutOut({ text, offset: 0 }, raw, special, tokens, (segment) =>
      cutOut(parts.normalize(segment), inNormalized, special, tokens, encodeRest),
    )
    return tokens
  }
}

function finder(tokens: readonly AddedToken[]): AddedTokenFinder {
  return new AddedTokenFinder(tokens.map((token) => ({ content: token.content, token })))
}

/** Added tokens go to `tokens`, what lies between them to `encodeRest`. */
function cutOut(
  aligned: AlignedText,
  found: AddedTokenFinder,
  special: boolean,
  tokens: Tokens,
  encodeRest: (rest: AlignedText) => void,
): void {
  let last = 0
  const rest = (end: number) => {
    if (end > last) encodeRest(sliceAligned(aligned, last, end))
  }
  for (const { start, end, token } of found.size > 0 ? found.find(aligned.text, special) : []) {
    rest(start)
    tokens.ids.push(token.id)
    tokens.offsets.push(originalSpan(aligned, start, end))
    last = end
  }
  rest(aligned.text.length)
}

function encodePieces({ cut, model }: TokenizerParts, text: AlignedText, { ids, offsets }: Tokens): void {
  let pieces: AlignedText[] = [text]
  for (const step of cut) pieces = pieces.length === 1 ? step(pieces[0]) : pieces.flatMap(step)
  for (const piece of pieces) {
    const tokens = model.tokenize(piece.text)
    for (let i = 0; i < tokens.ids.length; i++) {
      ids.push(tokens.ids[i])
      offsets.push(originalSpan(piece, tokens.starts[i], tokens.ends[i]))
    }
  }
}

/** The first tokens of a text, as many as the limit leaves room for beside what the template adds. */
function cutTo(tokens: Tokens, template: Template['single'], maxLengthTokens = Number.POSITIVE_INFINITY): Tokens {
  const addedCount = template.reduce((count, part) => count + ('ids' in part ? part.ids.length : 0), 0)
  const room = Math.max(0, maxLengthTokens - addedCount)
  return room < tokens.ids.length ? { ids: tokens.ids.slice(0, room), offsets: tokens.offsets.slice(0, room) } : tokens
}

function surrounded(template: Template['single'], tokens: Tokens, lengthUnits: number): Encoding {
  if (template.length === 1) return { ids: Int32Array.from(tokens.ids), offsets: tokens.offsets }
  const ids: number[] = []
  const offsets: Span[] = []
  let place: Span = [0, 0]
  for (const part of template) {
    const own = 'ids' in part ? part.ids : tokens.ids
    const spans = 'ids' in part ? part.ids.map(() => place) : tokens.offsets
    for (let i = 0; i < own.length; i++) {
      ids.push(own[i])
      offsets.push(spans[i])
    }
    if (!('ids' in part)) place = [lengthUnits, lengthUnits]
  }
  return { ids: Int32Array.from(ids), offsets }
}

function paired(template: Template, texts: readonly Tokens[], add: boolean): PairEncoding {
  const parts = template.pair.filter((part) => add || 'sequence' in part)
  const idsOf = (part: Template['pair'][number]) => ('ids' in part ? part.ids : texts[part.sequence].ids)
  return {
    ids: Int32Array.from(parts.flatMap((part) => [...idsOf(part)])),
    typeIds: Int32Array.from(parts.flatMap((part) => idsOf(part).map(() => part.type))),
  }
}
