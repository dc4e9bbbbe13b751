import type { AddedToken } from './added-tokens.ts'
import { readBpe } from './bpe.ts'
import { byteLevelModel } from './byte-bpe.ts'
import { byteLetterBytes, fallbackByte, readDecoder } from './decoders.ts'
import { readNormalizer } from './normalizers.ts'
import { readPostProcessor } from './post-processors.ts'
import { readPreTokenizer } from './pre-tokenizers.ts'
import { cachedModel, type TokenModel } from './token-model.ts'
import { createTokenizer, type ModelTokenizer } from './tokenizer.ts'
import { readPart, TokenizerError } from './tokenizer-error.ts'
import { tokenizerJson } from './tokenizer-json.ts'
import { readUnigram } from './unigram.ts'
import { readWordLevel } from './word-level.ts'
import { readWordPiece } from './word-piece.ts'

const models: Record<string, (json: unknown, reserved: ReadonlySet<string>) => TokenModel> = {
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
  const model = readPart('model', { ...file.model, type: file.model.type ?? guessedType(file.model) }, modelReaders(file.added_tokens))
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

/** Special tokens may stand in the model's own vocabulary too: there they are reserved. */
function modelReaders(added: readonly AddedToken[]): Record<string, (json: unknown) => TokenModel> {
  const reserved = new Set(added.filter(({ special }) => special).map(({ content }) => content))
  return Object.fromEntries(Object.entries(models).map(([type, read]) => [type, (json: unknown) => read(json, reserved)]))
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
