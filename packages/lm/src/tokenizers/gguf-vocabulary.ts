import { z } from 'zod'

import type { AddedToken } from './added-tokens.ts'
import { replaceMatches } from './aligned-text.ts'
import { bpeModel, plainBpe, readMerges } from './bpe.ts'
import { byteLevelModel } from './byte-bpe.ts'
import { byteLetterBytes, decodeUtf8, fallbackByte } from './decoders.ts'
import { ggufCutting } from './gguf-cutting.ts'
import { joinedMerges } from './joined-merges.ts'
import { type Normalizer, prependText } from './normalizers.ts'
import type { Template } from './post-processors.ts'
import { cachedModel, vocabularyOf } from './token-model.ts'
import { createTokenizer, type ModelTokenizer, type TokenizerParts } from './tokenizer.ts'
import { TokenizerError } from './tokenizer-error.ts'

const id = z.int().nonnegative()
const texts = z.array(z.string())
const vocabularyKeys = z.object({
  model: z.string(),
  pre: z.string().optional(),
  tokens: texts,
  token_type: z.instanceof(Int32Array).optional(),
  scores: z.instanceof(Float32Array).optional(),
  merges: texts.optional(),
  bos_token_id: id.optional(),
  eos_token_id: id.optional(),
  unknown_token_id: id.optional(),
  add_bos_token: z.boolean().optional(),
  add_eos_token: z.boolean().optional(),
  add_space_prefix: z.boolean().optional(),
})
type GgufVocabulary = z.infer<typeof vocabularyKeys>

/** llama.cpp's token types (llama.h, llama_token_attr). */
const tokenTypes = { normal: 1, control: 3, userDefined: 4, byte: 6 } as const

/**
 * The tokenizer in the header of a GGUF file: `tokenizer.ggml.*` of its metadata, of model `gpt2` (byte-level BPE, cut as
 * `pre` says) or `llama` (SentencePiece BPE by scores). Throws TokenizerError for other models and for lists that do not fit.
 */
export function readGgufTokenizer(metadata: ReadonlyMap<string, { readonly value: unknown }>): ModelTokenizer {
  const prefix = 'tokenizer.ggml.'
  const entries = [...metadata].filter(([key]) => key.startsWith(prefix)).map(([key, { value }]) => [key.slice(prefix.length), value])
  const parsed = vocabularyKeys.safeParse(Object.fromEntries(entries))
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]
    throw new TokenizerError('tokenizer-format', `tokenizer.ggml.${path.join('.')} of this GGUF file cannot be used: ${message}`, {
      cause: parsed.error,
    })
  }
  const vocabulary = checkedLengths(parsed.data)
  if (vocabulary.model === 'gpt2') return createTokenizer(byteLevelParts(vocabulary))
  if (vocabulary.model === 'llama') return createTokenizer(sentencePieceParts(vocabulary))
  throw new TokenizerError('tokenizer-unsupported', `this GGUF file has a tokenizer of model ${vocabulary.model}; known are gpt2 and llama`)
}

function checkedLengths(vocabulary: GgufVocabulary): GgufVocabulary {
  for (const name of ['token_type', 'scores'] as const) {
    const length = vocabulary[name]?.length ?? vocabulary.tokens.length
    if (length === vocabulary.tokens.length) continue
    throw new TokenizerError(
      'tokenizer-format',
      `this GGUF file lists ${vocabulary.tokens.length} tokens, but ${length} entries of ${name}: it is damaged`,
    )
  }
  return vocabulary
}

function byteLevelParts(vocabulary: GgufVocabulary): TokenizerParts {
  const { normalize, steps, wholeFirst } = ggufCutting(vocabulary.pre ?? 'default')
  const vocab = vocabularyOf(vocabulary.tokens.map((text, i) => [text, i]))
  const table = readMerges(vocab, vocabulary.merges ?? [], '')
  const model = bpeModel(vocab, { table, find: (left, right) => table.find(left, right) }, { ...plainBpe, wholeFirst })
  return {
    addedTokens: addedTokens(vocabulary, false),
    normalize,
    cut: steps,
    model: cachedModel(byteLevelModel(model)),
    template: template(vocabulary, false),
    decode: (tokens) => decodeUtf8(joinBytes(tokens, byteLetterBytes)),
    tokenBytes: byteLetterBytes,
  }
}

function sentencePieceParts(vocabulary: GgufVocabulary): TokenizerParts {
  const { tokens, scores, token_type } = vocabulary
  if (!scores) throw new TokenizerError('tokenizer-format', 'this GGUF file has a tokenizer of model llama without scores: it is damaged')
  const vocab = vocabularyOf(tokens.map((text, i) => [text, i]))
  // Control and byte tokens are never made out of letters, even where a text spells one.
  const mergeable = new Map(
    tokens.map((text, i) => [text, i] as const).filter(([, i]) => !token_type || token_type[i] === tokenTypes.normal),
  )
  const bySymbol = { texts: vocab.texts, ids: new Map([...mergeable, ...byteTokens(vocabulary)]) }
  const model = bpeModel(bySymbol, joinedMerges(vocab.texts, mergeable, scoreRank(scores)), {
    ...plainBpe,
    unknown: vocabulary.unknown_token_id,
    fuseUnknown: true,
    byteFallback: true,
  })
  const spacePrefix = vocabulary.add_space_prefix ?? true
  const sign: Normalizer = (aligned) =>
    replaceMatches(spacePrefix && aligned.text !== '' ? prependText(aligned, ' ') : aligned, / /g, () => '▁')
  return {
    // User-defined tokens are looked for once spaces have become signs, so a sign in the text counts as a space.
    addedTokens: addedTokens(vocabulary, true),
    normalize: sign,
    cut: [],
    model: cachedModel({ ...model, vocab }),
    template: template(vocabulary, true),
    decode: (pieces) => decodeUtf8(joinBytes(pieces, pieceBytes)).replace(spacePrefix ? /^ / : /(?!)/, ''),
    tokenBytes: pieceBytes,
  }
}

/** Ranks from scores: the best score first, equal scores equal. */
function scoreRank(scores: Float32Array): (id: number) => number {
  const order = new Map([...new Set(scores)].sort((a, b) => b - a).map((score, rank) => [score, rank]))
  const ranks = Int32Array.from(scores, (score) => order.get(score)!)
  return (token) => ranks[token]
}

function byteTokens({ tokens, token_type }: GgufVocabulary): [string, number][] {
  return tokens.flatMap((text, i): [string, number][] => (token_type?.[i] === tokenTypes.byte ? [[text, i]] : []))
}

function addedTokens({ tokens, token_type }: GgufVocabulary, normalized: boolean): AddedToken[] {
  return tokens.flatMap((content, i) => {
    const special = token_type?.[i] === tokenTypes.control
    if (!special && token_type?.[i] !== tokenTypes.userDefined) return []
    return [{ id: i, content, special, single_word: false, lstrip: false, rstrip: false, normalized: normalized && !special }]
  })
}

/** <s> before a text is the rule for llama vocabularies and the exception for gpt2 ones. */
function template(vocabulary: GgufVocabulary, bosByDefault: boolean): Template {
  const part = (token: number | undefined, wanted: boolean, type: number) => (wanted && token !== undefined ? [{ ids: [token], type }] : [])
  const around = (sequence: 0 | 1) => [
    ...part(vocabulary.bos_token_id, vocabulary.add_bos_token ?? bosByDefault, sequence),
    { sequence, type: sequence },
    ...part(vocabulary.eos_token_id, vocabulary.add_eos_token ?? false, sequence),
  ]
  return { single: around(0), pair: [...around(0), ...around(1)] }
}

function pieceBytes(token: string): Uint8Array {
  const byte = fallbackByte(token)
  return byte === undefined ? new TextEncoder().encode(token.replaceAll('▁', ' ')) : Uint8Array.of(byte)
}

function joinBytes(tokens: readonly string[], bytesOf: (token: string) => Uint8Array): Uint8Array {
  const parts = tokens.map(bytesOf)
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
