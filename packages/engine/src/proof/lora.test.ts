import { needs } from '@offprint/tools/needs'
import { describe, expect, it } from 'vitest'

import { valueAndGrad } from '../grad.ts'
import { freeze, jit } from '../jit.ts'
import { add, mul } from '../ops/elementwise.ts'
import { matmul } from '../ops/matmul.ts'
import { transpose } from '../ops/movement.ts'
import { adamw } from '../optimizers/adamw.ts'
import { type NdArray, ndarray, type Tensor } from '../tensor.ts'
import { idRows, readGolden, readGoldenJson } from './golden.ts'
import { logits } from './gpt2.ts'
import { nextTokenLoss, type Weights } from './program.ts'

type Recorded = {
  scale: number
  adapters: Record<string, Record<string, number[][]>>
  loss: { value: number }
  grad_norms: Record<string, number>
  train: { lr: number; losses: number[] }
}

// The tolerances of lora.json.
const lossTolerance = 1e-3
const normTolerance = 1e-3

describe('low-rank adapters on frozen GPT-2 weights', () => {
  it(
    'give the recorded gradients and follow the recorded training',
    needs('shared', async () => {
      const recorded = readGoldenJson('data/golden-models/lora.json') as unknown as Recorded
      const { weights, loss } = readGolden('gpt2')
      const adapters = readAdapters(recorded)
      const adapted = (base: Weights, a: Weights, ids: Tensor, labels: Tensor) =>
        nextTokenLoss(logits(base, ids, lowRank(a, recorded.scale)), labels)
      using step = jit(valueAndGrad(freeze(adapted, weights)))
      const optimizer = adamw({ rate: recorded.train.lr })
      const state = optimizer.init(adapters)
      for (const [t, expected] of recorded.train.losses.entries()) {
        const [value, gradients] = await step(adapters, idRows(loss.input_ids), idRows(loss.labels))
        expect(Math.abs(Number(value.data[0]) - expected), `loss of step ${t}`).toBeLessThanOrEqual(lossTolerance)
        if (t === 0) compareNorms(gradients, recorded.grad_norms)
        optimizer.update(adapters, gradients, state)
      }
    }),
  )
})

function readAdapters({ adapters }: Recorded): Record<string, NdArray> {
  const named = Object.entries(adapters).flatMap(([layer, parts]) =>
    Object.entries(parts).map(([part, rows]) => [`${layer}.${part}`, matrix(rows)]),
  )
  return Object.fromEntries(named)
}

/** y + scale·B(A(x)) on the joint projection of every layer; A is [rank, in], B is [out, rank]. */
function lowRank(adapters: Weights, scale: number) {
  return (layer: number, x: Tensor, projected: Tensor) => {
    const side = (letter: string) => transpose(adapters[`transformer.h.${layer}.attn.c_attn.lora_${letter}`])
    return add(projected, mul(matmul(matmul(x, side('A')), side('B')), scale))
  }
}

function compareNorms(gradients: Readonly<Record<string, NdArray>>, expected: Record<string, number>): void {
  for (const [name, norm] of Object.entries(expected)) {
    expect(Math.abs(Math.hypot(...Array.from(gradients[name].data, Number)) / norm - 1), name).toBeLessThanOrEqual(normTolerance)
  }
}

function matrix(rows: number[][]): NdArray {
  return ndarray(rows.flat(), [rows.length, rows[0].length])
}
