import { bpeModel, plainBpe } from './bpe.ts'
import { byteLevelModel } from './byte-bpe.ts'
import { letterOfByte } from './byte-letters.ts'
import { byteLetterBytes, readDecoder } from './decoders.ts'
import { joinedMerges } from './joined-merges.ts'
import { translatePattern } from './pattern.ts'
import { bareTemplate } from './post-processors.ts'
import { by } from './pre-tokenizers.ts'
import { cachedModel, vocabularyOf } from './token-model.ts'
import { createTokenizer, type ModelTokenizer } from './tokenizer.ts'
import { TokenizerError } from './tokenizer-error.ts'

export type TiktokenFile = {
  /** Lines `base64 rank`, or `! first-rank base64 base64 …` as the npm package js-tiktoken has them. */
  readonly ranks: string
  /** The expression that cuts the text. */
  readonly pattern: string
  readonly special: Readonly<Record<string, number>>
}

/** OpenAI's byte-level vocabularies (tiktoken): a token's rank is its id, and pairs merge by the rank of what they make. Throws TokenizerError. */
export function readTiktoken({ ranks, pattern, special }: TiktokenFile): ModelTokenizer {
  const vocab = vocabularyOf(rankedTokens(ranks))
  const decode = readDecoder({ type: 'ByteLevel' })
  return createTokenizer({
    addedTokens: Object.entries(special).map(([content, id]) => ({
      id,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalize: (aligned) => aligned,
    cut: [by(translatePattern(pattern), 'Isolated')],
    model: cachedModel(
      byteLevelModel(
        bpeModel(
          vocab,
          joinedMerges(vocab.texts, vocab.ids, (id) => id),
          { ...plainBpe, wholeFirst: true },
        ),
      ),
    ),
    template: bareTemplate,
    decode: (tokens) => decode(tokens).join(''),
    tokenBytes: byteLetterBytes,
  })
}

function* rankedTokens(ranks: string): Generator<[string, number]> {
  for (const line of ranks.split('\n')) {
    if (line === '') continue
    const [first, second, ...rest] = line.split(' ')
    const tokens = first === '!' ? rest : [first]
    const rank = Number(second)
    if (!Number.isInteger(rank) || rank < 0)
      throw new TokenizerError('tokenizer-format', `this vocabulary has a line without a rank: ${line.slice(0, 60)}`)
    for (let i = 0; i < tokens.length; i++)
      yield [Array.from(atob(tokens[i]), (byte) => letterOfByte[byte.charCodeAt(0)]).join(''), rank + i]
  }
}
