import { letterPlaces, toByteLetters } from './byte-letters.ts'
import type { TokenModel } from './token-model.ts'
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
