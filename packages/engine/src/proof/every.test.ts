import { needs } from '@offprint/tools/needs'
import { describe, expect, it } from 'vitest'

import { valueAndGrad } from '../grad.ts'
import { jit } from '../jit.ts'
import type { NdArray } from '../tensor.ts'
import { type Golden, idRows, readGolden } from './golden.ts'
import * as gpt2 from './gpt2.ts'
import * as llama from './llama.ts'
import * as mamba2 from './mamba2.ts'
import type { Batch, SymbolicBatch, Weights } from './program.ts'
import * as t5 from './t5.ts'

// The tolerances that golden-models/README.md gives with its figures.
const relative = 1e-3
const absolute = 1e-5

describe.each([gpt2, llama, mamba2, t5])('$folder, traced, differentiated and run', ({ folder, loss }) => {
  it(
    'gives the recorded loss, and every gradient the recorded norm and first entries',
    needs('shared', async () => {
      const golden = readGolden(folder)
      const weights = Object.fromEntries(Object.keys(golden.gradientNorms).map((name) => [name, golden.weights[name]]))
      using step = jit(valueAndGrad((w: Weights, batch: SymbolicBatch) => loss(w, batch)))
      const [value, gradients] = await step(weights, batchOf(golden))
      expect(Number(value.data[0])).toBeCloseTo(golden.loss.value, 4)
      expect(Object.keys(gradients).length).toBe(Object.keys(golden.gradientNorms).length)
      for (const [name, gradient] of Object.entries(gradients)) compare(name, gradient, golden)
    }),
  )
})

function compare(name: string, { data }: NdArray, golden: Golden): void {
  const values = Array.from(data, Number)
  const norm = Math.hypot(...values)
  const allowed = (expected: number) => relative * Math.abs(expected) + absolute
  expect(Math.abs(norm - golden.gradientNorms[name]), `norm of ${name}`).toBeLessThanOrEqual(allowed(golden.gradientNorms[name]))
  for (const [i, expected] of golden.gradientFirst[name].entries()) {
    expect(Math.abs(values[i] - expected), `${name}[${i}]`).toBeLessThanOrEqual(allowed(expected))
  }
}

function batchOf({ loss }: Golden): Batch {
  const rows = { ids: loss.input_ids, labels: loss.labels, mask: loss.attention_mask, decoderIds: loss.decoder_input_ids ?? loss.labels }
  return { ids: idRows(rows.ids), labels: idRows(rows.labels), mask: idRows(rows.mask), decoderIds: idRows(rows.decoderIds) }
}
