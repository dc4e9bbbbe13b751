import type { NdArray } from '@offprint/engine'

import { batchesWithin } from '../causal/batch.ts'
import type { CausalLM, LogitRows } from '../causal/causal-lm.ts'
import type { Insertions } from '../causal/insertions.ts'
import { argmax, logSumExp } from '../generation/distribution.ts'

export type ScoreOptions = { readonly insert?: Insertions; readonly signal?: AbortSignal }

/** Logits of one pass are held at once: 2²⁶ floats are 256 MB, about 1,300 places of a vocabulary of 49,152. */
const logitsPerPass = 2 ** 26

/**
 * Natural log-probability of each token of the sequences given those before it: entry i of a list is that of token i + 1. Sequences of similar
 * length are run side by side; the result does not depend on it. Throws RangeError as the model does.
 */
export async function logProbabilities(
  model: CausalLM,
  sequences: readonly ArrayLike<number>[],
  { insert, signal }: ScoreOptions = {},
): Promise<readonly Float64Array[]> {
  const scores: Float64Array[] = []
  for (const rows of batchesWithin(sequences, placesPerPass(model))) {
    signal?.throwIfAborted()
    const batch = rows.map((row) => sequences[row])
    const { logits } = await model.forward(batch, { insert })
    rows.forEach((row, i) => {
      scores[row] = Float64Array.from({ length: sequences[row].length - 1 }, (_, column) => {
        const place = logitsAt(logits, i, column)
        return place[sequences[row][column + 1]] - logSumExp(place)
      })
    })
  }
  return scores
}

/** A view of [vocab] into [batch, length, vocab]. */
function logitsAt({ data, shape: [, length, size] }: NdArray, row: number, column: number): Float32Array {
  const start = (row * length + column) * size
  return (data as Float32Array).subarray(start, start + size)
}

/** What a model says of a continuation: of each token, in sum, and whether it would have written it greedily. */
export type ContinuationScore = { readonly logProbabilities: Float64Array; readonly sum: number; readonly isGreedy: boolean }

/**
 * Scores several continuations of one context, side by side behind one pass over it. Token ids: how a text and its continuation are encoded is the
 * evaluation's own affair. Throws RangeError for an empty context or continuation, and as the model does.
 */
export async function scoreContinuations(
  model: CausalLM,
  context: ArrayLike<number>,
  continuations: readonly ArrayLike<number>[],
  { insert, signal }: ScoreOptions = {},
): Promise<readonly ContinuationScore[]> {
  const scores: ContinuationScore[] = []
  for (const rows of batchesWithin(continuations, placesPerPass(model))) {
    signal?.throwIfAborted()
    const decoding = model.start(1, { insert })
    const [first] = await decoding.next([context])
    const longer = rows.filter((row) => continuations[row].length > 1)
    decoding.select(longer.map(() => 0))
    const later = longer.length === 0 ? [] : await decoding.nextEach(longer.map((row) => Array.from(continuations[row]).slice(0, -1)))
    for (const row of rows) scores[row] = scoreContinuation(continuations[row], [first, ...(later[longer.indexOf(row)] ?? [])])
  }
  return scores
}

/** `logits[i]` are those of token i of the continuation. */
function scoreContinuation(ids: ArrayLike<number>, logits: LogitRows): ContinuationScore {
  if (ids.length === 0) throw new RangeError('A continuation is empty: it needs at least one token to be scored.')
  const each = Float64Array.from({ length: ids.length }, (_, i) => logits[i][ids[i]] - logSumExp(logits[i]))
  return { logProbabilities: each, sum: each.reduce((sum, x) => sum + x, 0), isGreedy: logits.every((row, i) => argmax(row) === ids[i]) }
}

function placesPerPass({ sizes }: CausalLM): number {
  return Math.max(1, Math.floor(logitsPerPass / sizes.vocabSize))
}
