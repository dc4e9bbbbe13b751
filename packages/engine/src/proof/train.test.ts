import { needs } from '@offprint/tools/needs'
import { describe, expect, it } from 'vitest'

import { valueAndGrad } from '../grad.ts'
import { jit } from '../jit.ts'
import { adamw } from '../optimizers/adamw.ts'
import { isNdArray, type NdArray, type Tensor } from '../tensor.ts'
import { flatten } from '../tree.ts'
import { idRows, readGolden, readGoldenJson } from './golden.ts'
import { logits } from './gpt2.ts'
import { nextTokenLoss, type Weights } from './program.ts'

type Run = {
  losses: number[]
  grad_norms_before_clip: number[]
  final_param_norms: Record<string, number>
  final_prompt: number[]
  final_logits: number[]
}
type Recorded = {
  stream: number[]
  batch_size: number
  seq_len: number
  steps: number
  learning_rates: number[]
  clip_norm: number
  weight_decay: number
  runs: Record<string, Run>
}

// The tolerances of train.json; gradient norms have that of the other recorded norms.
const lossTolerance = 2e-4
const logitTolerance = 2e-3
const normTolerance = 1e-3

describe.each(['decay_matrices_only', 'decay_all'])('60 AdamW steps of GPT-2, %s', (name) => {
  it(
    'follow the recorded losses and end in the recorded weights',
    needs('shared', async () => {
      const recorded = readGoldenJson('data/golden-models/train.json') as unknown as Recorded
      const expected = recorded.runs[name]
      const { weights } = readGolden('gpt2')
      using step = jit(
        valueAndGrad((w: Weights, ids: Tensor) => nextTokenLoss(logits(w, ids), ids)),
        { dims: { ids: ['batch', 'length'] } },
      )
      const optimizer = adamw({
        rate: (count) => recorded.learning_rates[count],
        weightDecay: recorded.weight_decay,
        decays: ({ shape }) => name === 'decay_all' || shape.length >= 2,
        clipNorm: recorded.clip_norm,
      })
      const state = optimizer.init(weights)
      for (let t = 0; t < recorded.steps; t++) {
        const [loss, gradients] = await step(weights, windows(recorded, t))
        expect(Math.abs(Number(loss.data[0]) - expected.losses[t]), `loss of step ${t}`).toBeLessThanOrEqual(lossTolerance)
        expect(normOf(gradients) / expected.grad_norms_before_clip[t], `gradient norm of step ${t}`).toBeCloseTo(1, 3)
        optimizer.update(weights, gradients, state)
      }
      for (const [path, norm] of Object.entries(expected.final_param_norms)) {
        expect(Math.abs(normOf(weights[path]) / norm - 1), `norm of ${path}`).toBeLessThanOrEqual(normTolerance)
      }
      using run = jit(logits)
      const last = Array.from((await run(weights, idRows([expected.final_prompt]))).data, Number).slice(-expected.final_logits.length)
      for (const [i, logit] of expected.final_logits.entries()) expect(Math.abs(last[i] - logit)).toBeLessThanOrEqual(logitTolerance)
    }),
  )
})

describe('a training step', () => {
  it(
    'is bitwise the same in every run and on one and two threads',
    needs('shared', async () => {
      const recorded = readGoldenJson('data/golden-models/train.json') as unknown as Recorded
      const losses = async (threads: number) => {
        const { weights } = readGolden('gpt2')
        using step = jit(
          valueAndGrad((w: Weights, ids: Tensor) => nextTokenLoss(logits(w, ids), ids)),
          { threads },
        )
        const optimizer = adamw({ rate: 1e-3 })
        const state = optimizer.init(weights)
        const all: number[] = []
        for (let t = 0; t < 5; t++) {
          const [loss, gradients] = await step(weights, windows(recorded, t))
          all.push(Number(loss.data[0]))
          optimizer.update(weights, gradients, state)
        }
        return all
      }
      const first = await losses(1)
      expect(await losses(1)).toEqual(first)
      expect(await losses(2)).toEqual(first)
    }),
  )
})

/** Step t takes windows batch·t + r, counted around the end of the stream. */
function windows({ stream, batch_size: batch, seq_len: length }: Recorded, t: number): NdArray {
  const count = Math.floor(stream.length / length)
  return idRows(
    Array.from({ length: batch }, (_, r) => ((batch * t + r) % count) * length).map((start) => stream.slice(start, start + length)),
  )
}

function normOf(tree: unknown): number {
  return Math.hypot(...flatten(tree, isNdArray).flatMap(({ value }) => Array.from(value.data, Number)))
}
