import { z } from 'zod'
import { type PieceTokens, type TokenModel, type Vocabulary, vocabularyOf } from './token-model.ts'
import { TokenizerError } from './tokenizer-error.ts'

const wordPieceJson = z.object({
  vocab: z.record(z.string(), z.int().nonnegative()),
  unk_token: z.string(),
  continuing_subword_prefix: z.string().default('##'),
  max_input_chars_per_word: z.int().positive().default(100),
})

/** `model` of type WordPiece in a tokenizer.json. Throws TokenizerError when the unknown token has no id. */
export function readWordPiece(json: unknown): TokenModel {
  const model = wordPieceJson.parse(json)
  const vocab = vocabularyOf(Object.entries(model.vocab))
  const unknown = vocab.ids.get(model.unk_token)
  if (unknown === undefined) throw new TokenizerError('tokenizer-format', `the vocabulary lacks its own unknown token ${model.unk_token}`)
  const options = { prefix: model.continuing_subword_prefix, longestCharacters: model.max_input_chars_per_word, unknown }
  return { vocab, tokenize: (piece) => wordPieces(vocab, options, piece) }
}

type Options = { readonly prefix: string; readonly longestCharacters: number; readonly unknown: number }

/** Longest match first, from left to right; a word that cannot be made whole is one unknown token (Devlin et al. 2018, appendix). */
function wordPieces(vocab: Vocabulary, { prefix, longestCharacters, unknown }: Options, word: string): PieceTokens {
  const whole = { ids: [unknown], starts: [0], ends: [word.length] }
  if (word.length > longestCharacters && [...word].length > longestCharacters) return whole
  const ids: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (let start = 0; start < word.length; start = ends.at(-1)!) {
    let end = word.length
    let id: number | undefined
    for (; end > start; end--) {
      const part = word.slice(start, end)
      id = vocab.ids.get(start > 0 ? prefix + part : part)
      if (id !== undefined) break
    }
    if (id === undefined) return whole
    ids.push(id)
    starts.push(start)
    ends.push(end)
  }
  return { ids, starts, ends }
}
