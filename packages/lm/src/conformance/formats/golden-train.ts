import { dirname, join } from 'node:path'
import { adamw, globalNorm, type Tensor } from '@offprint/engine'
import { z } from 'zod'

import type { Parameters } from '../../architectures/architecture.ts'
import { train } from '../../training/train.ts'
import { intArray } from '../golden-model/recorded-case.ts'
import { type DecoderModel, lastLogits, nextTokenLossOf, readDecoder } from '../next-token.ts'
import { type CheckRow, largestDifference, type RecordedFormat, relativeDifference, toleranceRow } from '../recorded.ts'

const ids = z.array(z.int())
const run = z.object({
  losses: z.array(z.number()),
  grad_norms_before_clip: z.array(z.number()),
  final_param_norms: z.record(z.string(), z.number()),
  final_prompt: ids,
  final_logits: z.array(z.number()),
})
const file = z.object({
  model: z.string(),
  weight_decay: z.number(),
  betas: z.tuple([z.number(), z.number()]),
  eps: z.number(),
  clip_norm: z.number(),
  steps: z.int(),
  batch_size: z.int(),
  seq_len: z.int(),
  learning_rates: z.array(z.number()),
  stream: ids,
  runs: z.record(z.enum(['decay_matrices_only', 'decay_all']), run),
})
type TrainFile = z.infer<typeof file>

/** Tolerances of golden-models/README.md; norms before clipping have that of the other norms. */
const tolerances = { loss: 2e-4, logits: 2e-3, norm: 1e-3 }

/** AdamW steps of a golden model beside the file: losses, gradient norms, and the weights that they end in. */
export const format: RecordedFormat = {
  name: 'golden-models train 1',
  recognizes: (recorded) => recorded.format === 1 && 'stream' in recorded && 'runs' in recorded,
  async *check(recorded, { path, model: named, signal }) {
    const golden = file.parse(recorded)
    for (const [name, expected] of Object.entries(golden.runs))
      yield* checkRun(await readDecoder(named ?? join(dirname(path), golden.model)), golden, name, expected, signal)
  },
}

async function* checkRun(
  model: DecoderModel,
  golden: TrainFile,
  name: string,
  expected: z.infer<typeof run>,
  signal?: AbortSignal,
): AsyncGenerator<CheckRow> {
  const optimizer = adamw({
    rate: (step) => golden.learning_rates[step],
    beta1: golden.betas[0],
    beta2: golden.betas[1],
    epsilon: golden.eps,
    weightDecay: golden.weight_decay,
    decays: ({ shape }) => name === 'decay_all' || shape.length >= 2,
    clipNorm: golden.clip_norm,
  })
  const { parameters, fileNames } = model
  const steps = await Array.fromAsync(
    train({
      loss: (weights: Parameters, batch: { ids: Tensor }) => nextTokenLossOf(model, weights, batch),
      parameters,
      optimizer,
      state: optimizer.init(parameters),
      batchAt: (step) => ({ ids: intArray(windowsAt(golden, step)) }),
      steps: golden.steps,
      signal,
    }),
  )
  const losses = steps.map(({ loss }) => loss)
  yield toleranceRow(`${name} losses`, largestDifference(losses, expected.losses), tolerances.loss)
  const norms = steps.map(({ gradientNorm }, i) => relativeDifference(gradientNorm, expected.grad_norms_before_clip[i]))
  yield toleranceRow(`${name} grad_norms_before_clip`, Math.max(...norms), tolerances.norm)
  const byFileName = new Map([...fileNames].map(([canonical, stored]) => [stored, parameters[canonical].data as Float32Array]))
  const finals = Object.entries(expected.final_param_norms).map(([parameter, norm]) => {
    const values = byFileName.get(parameter)
    return values ? relativeDifference(globalNorm([values]), norm) : Number.POSITIVE_INFINITY
  })
  yield toleranceRow(`${name} final_param_norms`, Math.max(...finals), tolerances.norm)
  const logits = await lastLogits(model, expected.final_prompt)
  yield toleranceRow(`${name} final_logits`, largestDifference(logits, expected.final_logits), tolerances.logits)
}

/** Step t takes windows batch_size·t + r of the stream, round and round. */
function windowsAt({ stream, seq_len, batch_size }: TrainFile, step: number): number[][] {
  const count = Math.floor(stream.length / seq_len)
  return Array.from({ length: batch_size }, (_, r) => {
    const window = (batch_size * step + r) % count
    return stream.slice(window * seq_len, (window + 1) * seq_len)
  })
}
