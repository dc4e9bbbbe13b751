import { z } from 'zod'

import { addedTokenJson } from './added-tokens.ts'
import { readBpe } from './bpe.ts'
import { byteLevelModel } from './byte-bpe.ts'
import { byteLetterBytes, fallbackByte, readDecoder } from './decoders.ts'
import { readNormalizer } from './normalizers.ts'
import { readPostProcessor } from './post-processors.ts'
import { readPreTokenizer } from './pre-tokenizers.ts'
import { cachedModel, type TokenModel } from './token-model.ts'
import { createTokenizer, type ModelTokenizer } from './tokenizer.ts'
import { readPart, TokenizerError } from './tokenizer-error.ts'
import { readUnigram } from './unigram.ts'
import { readWordLevel } from './word-level.ts'
import { readWordPiece } from './word-piece.ts'

/** A tokenizer.json as it is written and read. Fields of truncation and padding are the caller's business and not looked at. */
export type TokenizerJson = {
  readonly version: '1.0'
  readonly truncation: null
  readonly padding: null
  readonly added_tokens: readonly z.input<typeof addedTokenJson>[]
  readonly normalizer: unknown
  readonly pre_tokenizer: unknown
  readonly post_processor: unknown
  readonly decoder: unknown
  readonly model: { readonly type: string; readonly [field: string]: unknown }
}

const tokenizerJson = z.object({
  added_tokens: z.array(addedTokenJson).default([]),
  normalizer: z.unknown(),
  pre_tokenizer: z.unknown(),
  post_processor: z.unknown(),
  decoder: z.unknown(),
  model: z.looseObject({ type: z.string().optional() }),
})

const models: Record<string, (json: unknown) => TokenModel> = {
  BPE: readBpe,
  Unigram: readUnigram,
  WordPiece: readWordPiece,
  WordLevel: readWordLevel,
}

/**
 * The tokenizer that a tokenizer.json describes (Hugging Face tokenizers, any of its normalizers, pre-tokenizers, models,
 * post-processors and decoders). `json` is the parsed file. Throws TokenizerError with the part at fault.
 *
 * @example
 * const tokenizer = readTokenizer(JSON.parse(await readFile('tokenizer.json', 'utf8')))
 * tokenizer.encode('Hello!').ids
 */
export function readTokenizer(json: unknown): ModelTokenizer {
  const parsed = tokenizerJson.safeParse(json)
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]
    throw new TokenizerError('tokenizer-format', `this is no tokenizer.json: ${path.join('.') || 'the whole'} ${message}`, {
      cause: parsed.error,
    })
  }
  const file = parsed.data
  const { steps, byteLevel } = readPreTokenizer(file.pre_tokenizer)
  // Files of the first versions do not name the type.
  const model = readPart('model', { ...file.model, type: file.model.type ?? guessedType(file.model) }, models)
  const decode = readDecoder(file.decoder)
  return createTokenizer({
    addedTokens: file.added_tokens,
    normalize: readNormalizer(file.normalizer),
    cut: steps,
    model: cachedModel(byteLevel ? byteLevelModel(model) : model),
    template: readPostProcessor(file.post_processor),
    decode: (tokens) => decode(tokens).join(''),
    tokenBytes: byteLevel || isByteLevel(file.decoder) ? byteLetterBytes : signBytes,
  })
}

function guessedType(model: Record<string, unknown>): string {
  if ('merges' in model) return 'BPE'
  return Array.isArray(model.vocab) ? 'Unigram' : 'WordPiece'
}

function isByteLevel(decoder: unknown): boolean {
  return typeof decoder === 'object' && decoder !== null && 'type' in decoder && decoder.type === 'ByteLevel'
}

/** Tokens of the other vocabularies: a byte token, `##` inside a word, `▁` for a space. */
function signBytes(token: string): Uint8Array {
  const byte = fallbackByte(token)
  if (byte !== undefined) return Uint8Array.of(byte)
  return new TextEncoder().encode(token.startsWith('##') ? token.slice(2) : token.replaceAll('▁', ' '))
}
