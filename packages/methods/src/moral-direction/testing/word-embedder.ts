import type { Embedder } from '@offprint/lm'

/**
 * An embedder for tests: a text's vector is the mean of its words' vectors, which are fixed noise by a hash, plus `valence` along one axis
 * for the words that have one. So the direction to find is known.
 */
export function wordEmbedder(valence: ReadonlyMap<string, number>, dimension = 24): Embedder {
  const vectorOf = (word: string): number[] => {
    const vector = Array.from({ length: dimension }, (_, i) => noise(`${word} ${i}`))
    vector[3] += valence.get(word) ?? 0
    return vector
  }
  return {
    name: 'words',
    sha256: '',
    dimension,
    embed: async (texts, { normalize = true } = {}) => {
      const flat = new Float32Array(texts.length * dimension)
      for (const [row, text] of texts.entries()) {
        const vectors = (text.toLowerCase().match(/[a-z]+/g) ?? ['']).map(vectorOf)
        const sums = Array.from({ length: dimension }, (_, i) => vectors.reduce((sum, vector) => sum + vector[i], 0) / vectors.length)
        const length = normalize ? Math.hypot(...sums) : 1
        flat.set(
          sums.map((value) => value / length),
          row * dimension,
        )
      }
      return flat
    },
  }
}

/** In (-0.5, 0.5), the same for the same text: FNV-1a, then a multiplication that spreads its low bits. */
function noise(text: string): number {
  let hash = 2166136261
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  return ((Math.imul(hash ^ (hash >>> 15), 2246822519) >>> 0) / 2 ** 32 - 0.5) * 0.6
}
