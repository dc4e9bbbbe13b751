import { dirname, join } from 'node:path'
import { adamw, globalNorm, jit, type NdArray, ndarray, type Tensor, valueAndGrad } from '@offprint/engine'
import { z } from 'zod'

import { adaptWithLora, type LoraWeights } from '../../adapters/lora.ts'
import type { Parameters } from '../../architectures/architecture.ts'
import { createCausalLM } from '../../causal/causal-lm.ts'
import { train } from '../../training/train.ts'
import { readJsonFile } from '../../weights/json-file.ts'
import { expectedFile, inputArrays, logitTolerance } from '../golden-model/recorded-case.ts'
import { nextTokenLossOf, readDecoder } from '../next-token.ts'
import { largestDifference, type RecordedFormat, relativeDifference, toleranceRow } from '../recorded.ts'

const matrix = z.array(z.array(z.number()))
const file = z.object({
  model: z.string(),
  scale: z.number(),
  adapters: z.record(z.string(), z.object({ lora_A: matrix, lora_B: matrix })),
  single: z.object({ input_ids: z.array(z.int()), logits: matrix }),
  loss: z.object({ value: z.number() }),
  grad_norms: z.record(z.string(), z.number()),
  train: z.object({
    lr: z.number(),
    betas: z.tuple([z.number(), z.number()]),
    eps: z.number(),
    weight_decay: z.number(),
    losses: z.array(z.number()),
  }),
})

/** Of golden-models/README.md and the file. */
const tolerances = { loss: 1e-3, norm: 1e-3 }

/** Low-rank adapters on a golden model beside the file: logits, gradients by the adapters alone, and their training on frozen weights. */
export const format: RecordedFormat = {
  name: 'golden-models lora 1',
  recognizes: (recorded) => recorded.format === 1 && 'adapters' in recorded,
  async *check(recorded, { path, model: named, signal }) {
    const golden = file.parse(recorded)
    const folder = named ?? join(dirname(path), golden.model)
    const read = await readDecoder(folder)
    const lora = adaptersOf(golden.adapters)
    using model = createCausalLM({ ...read, precision: 'exact' })
    const { logits } = await model.forward([golden.single.input_ids], { insert: { lora, loraScale: golden.scale } })
    yield toleranceRow('single logits', largestDifference(logits.data as Float32Array, golden.single.logits.flat()), logitTolerance)

    const expected = expectedFile.parse(await readJsonFile(join(folder, 'expected.json')))
    const batch = inputArrays(expected.loss)
    const loss = (adapters: LoraWeights<Tensor>, given: { ids: Tensor; labels: Tensor }, weights: Parameters) =>
      nextTokenLossOf(read, weights, given, { adapt: adaptWithLora(adapters, golden.scale) })
    using step = jit(valueAndGrad(loss))
    const [value, gradients] = (await step(lora as never, batch as never, read.parameters as never)) as unknown as [NdArray, LoraWeights]
    yield toleranceRow('loss', Math.abs(Number(value.data[0]) - golden.loss.value), logitTolerance)
    const norms = Object.entries(golden.grad_norms).map(([name, norm]) => relativeDifference(normOf(gradients, name), norm))
    yield toleranceRow('grad_norms', Math.max(...norms), tolerances.norm)

    const { lr, betas, eps, weight_decay, losses } = golden.train
    const optimizer = adamw({ rate: lr, beta1: betas[0], beta2: betas[1], epsilon: eps, weightDecay: weight_decay, decays: () => true })
    const state = optimizer.init(lora)
    const steps = await Array.fromAsync(
      train({ loss, parameters: lora, frozen: read.parameters, optimizer, state, batchAt: () => batch, steps: losses.length, signal }),
    )
    const written = steps.map((done) => done.loss)
    yield toleranceRow('train losses', largestDifference(written, losses), tolerances.loss)
  },
}

function adaptersOf(recorded: z.infer<typeof file>['adapters']): LoraWeights {
  const entries = Object.entries(recorded).map(([name, { lora_A, lora_B }]) => [name, { a: arrayOf(lora_A), b: arrayOf(lora_B) }])
  return Object.fromEntries(entries)
}

function arrayOf(rows: readonly number[][]): NdArray {
  return ndarray(Float32Array.from(rows.flat()), [rows.length, rows[0].length])
}

/** By the recorded name `layer.lora_A`. */
function normOf(gradients: LoraWeights, name: string): number {
  const layer = gradients[name.replace(/\.lora_[AB]$/, '')]
  return globalNorm([(name.endsWith('A') ? layer.a : layer.b).data as Float32Array])
}
