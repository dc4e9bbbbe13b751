import { z } from 'zod'

import { type TokenModel, vocabularyOf } from './token-model.ts'

const wordLevelJson = z.object({ vocab: z.record(z.string(), z.int().nonnegative()), unk_token: z.string() })

/** `model` of type WordLevel in a tokenizer.json: a piece is a token or unknown; without an unknown token it vanishes. */
export function readWordLevel(json: unknown, reserved: ReadonlySet<string>): TokenModel {
  const model = wordLevelJson.parse(json)
  const vocab = vocabularyOf(Object.entries(model.vocab))
  return {
    vocab,
    tokenize(piece) {
      const id = (reserved.has(piece) ? undefined : vocab.ids.get(piece)) ?? vocab.ids.get(model.unk_token)
      return id === undefined ? { ids: [], starts: [], ends: [] } : { ids: [id], starts: [0], ends: [piece.length] }
    },
  }
}
