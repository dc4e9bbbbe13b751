import { z } from 'zod'
import { learnMerges } from './merge-training.ts'
import { readNormalizer } from './normalizers.ts'
import { readPreTokenizer } from './pre-tokenizers.ts'
import { type PieceTokens, type TokenModel, type Vocabulary, vocabularyOf } from './token-model.ts'
import { TokenizerError } from './tokenizer-error.ts'
import type { TokenizerJson } from './tokenizer-json.ts'
import { checkRoom, countCharacters, countPieces, specialEntries, type TrainOptions } from './training.ts'

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

/**
 * Trains a lower-casing WordPiece vocabulary (BERT's kind) on texts: special tokens (by default BERT's five), characters, pieces that
 * merge most often. Throws TokenizerError without text, or when `special` lacks [UNK].
 */
export function trainWordPiece(texts: Iterable<string>, { vocabSize, special = bertSpecial, minCount = 2 }: TrainOptions): TokenizerJson {
  if (!special.includes('[UNK]'))
    throw new TokenizerError('tokenizer-training', 'WordPiece needs [UNK] among its special tokens: words can be unknown to it')
  checkRoom(vocabSize, special.length + 1, `${special.length} special tokens and a character`)
  const normalizer = { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true }
  const words = bertWords(texts, normalizer)
  const tokens = [...special]
  const ids = new Map(tokens.map((text, id) => [text, id]))
  const idOf = (text: string) => {
    if (!ids.has(text)) ids.set(text, tokens.push(text) - 1)
    return ids.get(text)!
  }
  const alphabet = new Set(
    countCharacters(words)
      .filter(([, count]) => count >= minCount)
      .map(([character]) => character),
  )
  const counted = [...words]
    .filter(([word]) => [...word].every((character) => alphabet.has(character)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => ({ symbols: Array.from(word, (character, i) => idOf(i === 0 ? character : `##${character}`)), count }))
  learnMerges(counted, vocabSize - tokens.length, minCount, (left, right) => idOf(tokens[left] + tokens[right].slice(2)))
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialEntries(special),
    normalizer,
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: special.includes('[CLS]') && special.includes('[SEP]') ? clsAndSep(ids) : null,
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      vocab: Object.fromEntries(ids),
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
    },
  }
}

const bertSpecial = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']

function bertWords(texts: Iterable<string>, normalizer: object): Map<string, number> {
  const normalize = readNormalizer(normalizer)
  const { steps } = readPreTokenizer({ type: 'BertPreTokenizer' })
  return countPieces(texts, (text) =>
    steps.reduce((pieces, step) => pieces.flatMap(step), [normalize({ text, offset: 0 })]).map((piece) => piece.text),
  )
}

function clsAndSep(ids: ReadonlyMap<string, number>): object {
  const special = (id: string, type_id = 0) => ({ SpecialToken: { id, type_id } })
  const text = (id: 'A' | 'B', type_id = 0) => ({ Sequence: { id, type_id } })
  const entry = (id: string) => ({ id, ids: [ids.get(id)], tokens: [id] })
  return {
    type: 'TemplateProcessing',
    single: [special('[CLS]'), text('A'), special('[SEP]')],
    pair: [special('[CLS]'), text('A'), special('[SEP]'), text('B', 1), special('[SEP]', 1)],
    special_tokens: { '[CLS]': entry('[CLS]'), '[SEP]': entry('[SEP]') },
  }
}
