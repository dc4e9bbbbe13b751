import type { CausalLM } from '../causal/causal-lm.ts'
import type { Insertions } from '../causal/insertions.ts'
import { type BeamOptions, beamSearch, type Hypothesis } from './beam.ts'

/** Beam search over a model with its cache: each step goes on from the rows that won. Best first. */
export async function generateBeams(
  model: CausalLM,
  { insert, signal, ...options }: BeamOptions & { readonly insert?: Insertions; readonly signal?: AbortSignal },
): Promise<readonly Hypothesis[]> {
  const decoding = model.start(1, { insert })
  return beamSearch(
    (sequences, parents) => {
      signal?.throwIfAborted()
      if (decoding.length === 0) return decoding.next(sequences)
      decoding.select(parents)
      return decoding.next(sequences.map((sequence) => sequence.slice(-1)))
    },
    { endIds: model.endIds, ...options },
  )
}
