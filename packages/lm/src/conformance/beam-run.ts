import { z } from 'zod'

import type { BeamOptions, Hypothesis } from '../generation/beam.ts'
import { type CheckRow, countDifferences, exactRow, largestDifference, toleranceRow } from './recorded.ts'

/** A recorded beam search (golden-models/README.md, decoding.json). */
export const beamRun = z.object({
  num_beams: z.int(),
  num_return_sequences: z.int(),
  max_new_tokens: z.int(),
  early_stopping: z.boolean(),
  length_penalty: z.number(),
  no_repeat_ngram_size: z.int(),
  eos_token_id: z.int().optional(),
  pad_token_id: z.int(),
  sequences: z.array(z.array(z.int())),
  scores: z.array(z.number()),
})
export type BeamRun = z.infer<typeof beamRun> & { readonly prompt: readonly number[] }

const scoreTolerance = 1e-4

/** Sequences, padded as recorded, and scores. */
export async function* checkBeams(
  name: string,
  run: BeamRun,
  search: (options: BeamOptions) => Promise<readonly Hypothesis[]>,
): AsyncGenerator<CheckRow> {
  const found = await search({
    prompt: run.prompt,
    beamCount: run.num_beams,
    returnCount: run.num_return_sequences,
    maxNewTokens: run.max_new_tokens,
    earlyStopping: run.early_stopping,
    lengthPenalty: run.length_penalty,
    noRepeatNgramSize: run.no_repeat_ngram_size,
    endIds: run.eos_token_id === undefined ? [] : [run.eos_token_id],
  })
  const width = Math.max(0, ...run.sequences.map((sequence) => sequence.length))
  const padded = found.map(({ tokens }) => [...tokens, ...Array(Math.max(0, width - tokens.length)).fill(run.pad_token_id)])
  yield exactRow(`${name} sequences`, countDifferences(padded.flat(), run.sequences.flat()))
  const scores = found.map(({ score }) => score)
  yield toleranceRow(`${name} scores`, largestDifference(scores, run.scores), scoreTolerance)
}
