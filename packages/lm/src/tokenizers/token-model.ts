/** What a model makes of one piece: ids, and for each the units [start, end) of the piece that it stands for. */
export type PieceTokens = { readonly ids: readonly number[]; readonly starts: readonly number[]; readonly ends: readonly number[] }

/** The last stage of encoding: from a piece that pre-tokenization cut out to ids of the vocabulary. */
export interface TokenModel {
  readonly vocab: Vocabulary
  tokenize(piece: string): PieceTokens
}

/** Token texts by id (holes are possible) and ids by token text. */
export type Vocabulary = { readonly texts: readonly (string | undefined)[]; readonly ids: ReadonlyMap<string, number> }

/** A vocabulary from pairs of token and id. */
export function vocabularyOf(entries: Iterable<readonly [string, number]>): Vocabulary {
  const texts: (string | undefined)[] = []
  const ids = new Map<string, number>()
  for (const [text, id] of entries) {
    texts[id] = text
    ids.set(text, id)
  }
  return { texts, ids }
}

/** Longer pieces are rarely seen twice. */
const longestCachedUnits = 64
const cachedPieces = 50_000

/** A model that remembers the pieces it has seen; texts repeat their words. */
export function cachedModel(model: TokenModel): TokenModel {
  const seen = new Map<string, PieceTokens>()
  return {
    vocab: model.vocab,
    tokenize(piece) {
      if (piece.length > longestCachedUnits) return model.tokenize(piece)
      let tokens = seen.get(piece)
      if (!tokens) {
        tokens = model.tokenize(piece)
        // Starting over is cheaper than keeping track of the oldest, and common words are back at once.
        if (seen.size >= cachedPieces) seen.clear()
        seen.set(piece, tokens)
      }
      return tokens
    },
  }
}

/** How a vocabulary with byte fallback spells a byte. */
export function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`
}
