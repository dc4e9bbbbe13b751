import { letterOfByte, letterPlaces, toByteLetters } from './byte-letters.ts'
import { learnMerges } from './merge-training.ts'
import { gpt2Pattern } from './pre-tokenizers.ts'
import type { TokenModel } from './token-model.ts'
import type { TokenizerJson } from './tokenizer-json.ts'
import { checkRoom, countPieces, specialEntries, type TrainOptions } from './training.ts'
import { isAscii } from './unicode.ts'

/** A model over byte letters as a model over text: a token that holds part of a character stands for the whole character. */
export function byteLevelModel(model: TokenModel): TokenModel {
  return {
    vocab: model.vocab,
    tokenize(piece) {
      const tokens = model.tokenize(toByteLetters(piece))
      if (isAscii(piece)) return tokens
      const places = letterPlaces(piece)
      return {
        ids: tokens.ids,
        starts: tokens.starts.map((start) => places.starts[start]),
        ends: tokens.ends.map((end) => places.ends[end - 1]),
      }
    },
  }
}

/**
 * Trains a byte-level BPE vocabulary (GPT-2's kind) on texts: the 256 bytes, then merges inside of words as GPT-2's pattern cuts them.
 * Nothing is unknown to it. The same texts in any order give the same file. Throws TokenizerError without text or with too small a size.
 *
 * @example
 * const json = trainByteBpe(['the cat', 'the hat'], { vocabSize: 300, special: ['<|endoftext|>'] })
 * readTokenizer(json).encode('the bat').ids
 */
export function trainByteBpe(texts: Iterable<string>, { vocabSize, special = [], minCount = 2 }: TrainOptions): TokenizerJson {
  checkRoom(vocabSize, special.length + 256, `the 256 bytes and ${special.length} special tokens`)
  const words = countPieces(texts, (text) => text.match(gpt2Pattern) ?? [])
  const tokens = [...special, ...[...letterOfByte].sort()]
  const ids = new Map(tokens.map((text, id) => [text, id]))
  const counted = [...words]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([word, count]) => ({ symbols: Array.from(toByteLetters(word), (letter) => ids.get(letter)!), count }))
  const merges = learnMerges(counted, vocabSize - tokens.length, minCount, (left, right) => {
    const text = tokens[left] + tokens[right]
    if (!ids.has(text)) ids.set(text, tokens.push(text) - 1)
    return ids.get(text)!
  })
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true }
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialEntries(special),
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: 'BPE', vocab: Object.fromEntries(ids), merges: merges.map(({ left, right }) => [tokens[left], tokens[right]]) },
  }
}
