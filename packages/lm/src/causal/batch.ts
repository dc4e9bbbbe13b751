import { type NdArray, ndarray } from '@offprint/engine'
import type { Sizes } from '../architectures/architecture.ts'

/** Sequences of unequal length as one array, with what is padding. `ids` and `mask` are [batch, length]. */
export type PaddedBatch = { readonly ids: NdArray; readonly mask: readonly Int32Array[]; readonly positions: readonly Int32Array[] }

/**
 * Puts sequences side by side. Padding stands on the left for writing (all end at the last column) and on the right for scoring; it takes
 * id 0, which the mask hides. Positions count real tokens from `start`.
 */
export function padBatch(sequences: readonly ArrayLike<number>[], side: 'left' | 'right', starts: readonly number[] = []): PaddedBatch {
  const length = Math.max(...sequences.map((sequence) => sequence.length))
  const ids = new Int32Array(sequences.length * length)
  const mask = sequences.map(() => new Int32Array(length))
  const positions = sequences.map(() => new Int32Array(length))
  sequences.forEach((sequence, row) => {
    const first = side === 'left' ? length - sequence.length : 0
    for (let i = 0; i < sequence.length; i++) {
      ids[row * length + first + i] = sequence[i]
      mask[row][first + i] = 1
      positions[row][first + i] = (starts[row] ?? 0) + i
    }
  })
  return { ids: ndarray(ids, [sequences.length, length]), mask, positions }
}

/** Rows of equal length as one int32 array [batch, length]. */
export function stackRows(rows: readonly Int32Array[]): NdArray {
  const length = rows[0].length
  const data = new Int32Array(rows.length * length)
  rows.forEach((row, i) => {
    data.set(row, i * length)
  })
  return ndarray(data, [rows.length, length])
}

/** Rows of similar length together, the longest first, so that a batch has at most `places` of them, padding included. */
export function batchesWithin(sequences: readonly ArrayLike<number>[], places: number): number[][] {
  const order = [...sequences.keys()].sort((a, b) => sequences[b].length - sequences[a].length)
  const batches: number[][] = []
  for (const row of order) {
    const batch = batches.at(-1)
    if (batch && (batch.length + 1) * sequences[batch[0]].length <= places) batch.push(row)
    else batches.push([row])
  }
  return batches
}

/** Throws RangeError for an empty sequence, one that is too long behind `before` tokens, and ids of another vocabulary. */
export function checkSequences(sequences: readonly ArrayLike<number>[], { maxLengthTokens, vocabSize }: Sizes, before: number): void {
  for (const sequence of sequences) {
    if (sequence.length === 0) throw new RangeError('A sequence is empty: a model needs at least one token, such as its start token.')
    if (before + sequence.length > maxLengthTokens) {
      throw new RangeError(
        `${before + sequence.length} tokens are more than the ${maxLengthTokens} that this model takes: shorten the text, or ask for fewer new tokens.`,
      )
    }
    for (let i = 0; i < sequence.length; i++) {
      if (!(sequence[i] >= 0 && sequence[i] < vocabSize))
        throw new RangeError(`Token id ${sequence[i]} is outside the vocabulary of ${vocabSize}: it was made by another tokenizer.`)
    }
  }
}
