import { dirname, join } from 'node:path'

import { z } from 'zod'

import { loadCausalLM } from '../../causal/load.ts'
import { beamSearch } from '../../generation/beam.ts'
import { softmax } from '../../generation/distribution.ts'
import {
  composeProcessors,
  epsilonCutoff,
  type LogitProcessor,
  minP,
  noRepeatNgram,
  repetitionPenalty,
  temperature,
  topK,
  topP,
  typical,
} from '../../generation/logit-processors.ts'
import { generateBeams } from '../../generation/model-beams.ts'
import { beamRun, checkBeams } from '../beam-run.ts'
import { largestDifference, type RecordedFormat, toleranceRow } from '../recorded.ts'

/** Steps by their recorded names. */
const steps: Readonly<Record<string, (value: number) => LogitProcessor>> = {
  temperature,
  top_k: topK,
  top_p: topP,
  min_p: minP,
  typical_p: typical,
  epsilon_cutoff: epsilonCutoff,
  repetition_penalty: repetitionPenalty,
  no_repeat_ngram_size: noRepeatNgram,
}

const ids = z.array(z.int())
/** null is minus infinity: the token is removed. */
const logits = z.array(
  z
    .number()
    .nullable()
    .transform((value) => value ?? Number.NEGATIVE_INFINITY),
)
const run = beamRun.extend({ prompt: ids })
const file = z.object({
  rows: z.array(z.object({ input_ids: ids, logits })),
  cases: z.array(
    z.object({
      name: z.string(),
      steps: z.array(z.record(z.string(), z.number())),
      processed: z.array(logits),
      probabilities: z.array(z.array(z.number())).optional(),
    }),
  ),
  beam_table: z.object({ table: z.array(z.array(z.number())) }),
  beam_table_runs: z.array(run),
  beam_model: z.string(),
  beam_model_runs: z.array(run),
})

const processedTolerance = 1e-5

/** Sampling filters on recorded logits, and beam searches on a table and on a golden model beside the file. */
export const format: RecordedFormat = {
  name: 'golden-models decoding 1',
  recognizes: (recorded) => recorded.format === 1 && 'beam_table_runs' in recorded,
  async *check(recorded, { path, model: named }) {
    const golden = file.parse(recorded)
    for (const { name, steps: wanted, processed, probabilities } of golden.cases) {
      const process = composeProcessors(...wanted.flatMap((step) => Object.entries(step).map(([key, value]) => getStep(key)(value))))
      const found = golden.rows.map((row) => {
        const values = Float32Array.from(row.logits)
        process(values, row.input_ids)
        return values
      })
      yield toleranceRow(name, largestOf(found, processed), processedTolerance)
      if (probabilities) yield toleranceRow(`${name} probabilities`, largestOf(found.map(softmax), probabilities), processedTolerance)
    }
    const { table } = golden.beam_table
    for (const [i, entry] of golden.beam_table_runs.entries()) {
      yield* checkBeams(`beam table ${i}`, entry, (options) =>
        beamSearch((sequences) => sequences.map((sequence) => table[sequence.at(-1)!]), options),
      )
    }
    using model = await loadCausalLM(named ?? join(dirname(path), golden.beam_model), { precision: 'exact' })
    for (const [i, entry] of golden.beam_model_runs.entries())
      yield* checkBeams(`beam model ${i}`, entry, (options) => generateBeams(model, options))
  },
}

function getStep(name: string): (value: number) => LogitProcessor {
  if (name in steps) return steps[name]
  throw new RangeError(`the recorded step ${name} is not known; known are ${Object.keys(steps).join(', ')}`)
}

function largestOf(found: readonly ArrayLike<number>[], wanted: readonly ArrayLike<number>[]): number {
  return Math.max(...wanted.map((row, i) => largestDifference(found[i], row)))
}
