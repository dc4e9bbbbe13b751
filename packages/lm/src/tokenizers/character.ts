import type { TokenizerJson } from './tokenizer-json.ts'
import { checkRoom, countCharacters, countPieces, specialEntries, type TrainOptions } from './training.ts'

/**
 * A vocabulary of the characters of the texts, the most frequent first; `special` holds the token for all others (by default
 * `<unk>`), first of all. Throws TokenizerError without text.
 */
export function trainCharacters(texts: Iterable<string>, { vocabSize, special = ['<unk>'], minCount = 2 }: TrainOptions): TokenizerJson {
  checkRoom(vocabSize, special.length + 1, `${special.length} special tokens and a character`)
  const frequent = countCharacters(countPieces(texts, (text) => text)).filter(([, count]) => count >= minCount)
  const characters = frequent.slice(0, vocabSize - special.length).map(([character]) => character)
  return { ...characterTokenizer([...special, ...characters], special[0]), added_tokens: specialEntries(special) }
}

/**
 * The tokenizer whose tokens are single characters, with ids by their places in the list: a BPE without merges, so that other
 * libraries read it too. Characters that are not listed become `unknown`; without it they vanish.
 */
export function characterTokenizer(characters: readonly string[], unknown?: string): TokenizerJson {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: { type: 'Fuse' },
    model: { type: 'BPE', vocab: Object.fromEntries(characters.map((text, id) => [text, id])), merges: [], unk_token: unknown ?? null },
  }
}
