/** A character model: for each context, how often which character followed. */
export type CharacterModel = {
  readonly order: number
  readonly followers: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly alphabet: number
}

/** Counts contexts of 0 to order - 1 characters over the texts. */
export function trainCharacterModel(texts: readonly string[], order = 5): CharacterModel {
  const followers = new Map<string, Map<string, number>>()
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      for (let length = 0; length < order && length <= i; length++) {
        const context = text.slice(i - length, i)
        const counts = followers.get(context) ?? new Map<string, number>()
        followers.set(context, counts)
        counts.set(text[i], (counts.get(text[i]) ?? 0) + 1)
      }
    }
  }
  return { order, followers, alphabet: (followers.get('')?.size ?? 0) + 1 }
}

/**
 * How fluent a text reads to the model: mean bits per character, lower is more fluent. Interpolated Witten-Bell smoothing (a context
 * with T distinct followers seen N times gives the shorter one the weight T / (N + T)), down to the uniform distribution over the
 * alphabet and one unknown character. NaN for an empty text.
 */
export function bitsPerCharacter(model: CharacterModel, text: string): number {
  let bits = 0
  for (let i = 0; i < text.length; i++) bits -= Math.log2(probability(model, text, i))
  return bits / text.length
}

function probability({ order, followers, alphabet }: CharacterModel, text: string, at: number): number {
  let p = 1 / alphabet
  for (let length = 0; length < order && length <= at; length++) {
    const counts = followers.get(text.slice(at - length, at))
    if (!counts) break
    const seen = counts.values().reduce((sum, count) => sum + count, 0)
    p = ((counts.get(text[at]) ?? 0) + counts.size * p) / (seen + counts.size)
  }
  return p
}
