import type { CausalLM } from '../causal/causal-lm.ts'
import type { Insertions } from '../causal/insertions.ts'
import type { Seq2SeqLM } from '../seq2seq/seq2seq-lm.ts'
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

/** The same for an encoder-decoder: `prompt` is the start of its output, the decoder's start token. */
export async function generateSeq2SeqBeams(
  model: Seq2SeqLM,
  input: ArrayLike<number>,
  { signal, ...options }: BeamOptions & { readonly signal?: AbortSignal },
): Promise<readonly Hypothesis[]> {
  const decoding = await model.start([input])
  let isFirst = true
  return beamSearch(
    (sequences, parents) => {
      signal?.throwIfAborted()
      const begins = isFirst
      isFirst = false
      if (begins) return decoding.next(sequences)
      decoding.select(parents)
      return decoding.next(sequences.map((sequence) => sequence.slice(-1)))
    },
    { endIds: model.endIds, ...options },
  )
}
