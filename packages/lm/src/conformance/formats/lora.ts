import { adamw, freeze, globalNorm, jit, type NdArray, ndarray, type Tensor, valueAndGrad, zeros } from '@offprint/engine'
import { z } from 'zod'

import { adaptWithLora, type LoraWeights } from '../../adapters/lora.ts'
import type { Parameters } from '../../architectures/architecture.ts'
import { padBatch, stackRows } from '../../causal/batch.ts'
import { formulaScale, formulaValue } from '../formula-values.ts'
import { intArray } from '../golden-model/recorded-case.ts'
import { type DecoderModel, nextTokenLossOf, readDecoder } from '../next-token.ts'
import { type CheckRow, largestDifference, type RecordedFormat, relativeDifference, toleranceRow } from '../recorded.ts'
import { recordedGguf } from '../tokenizer-files.ts'

const ids = z.array(z.int())
const numbers = z.array(z.number())
const file = z.object({
  model: z.string(),
  file_sha256: z.string(),
  rank: z.int(),
  alpha: z.number(),
  targets: z.array(z.string()),
  A: z.object({ seed: z.int(), scale: formulaScale }),
  optimizer: z.object({ learning_rate: z.number(), betas: z.tuple([z.number(), z.number()]), eps: z.number(), weight_decay: z.number() }),
  batch: z.array(z.object({ ids, labels: ids })),
  losses: numbers,
  loss_after_8_steps: z.number(),
  grad_norms_A: numbers,
  grad_norms_B: numbers,
  final_norm_A: z.number(),
  final_norm_B: z.number(),
  final_B_norms_v_by_layer: numbers,
  final_prompt_ids: ids,
  final_top10: z.array(z.tuple([z.int(), z.number()])),
})
type LoraFile = z.infer<typeof file>
type Batch<T> = { readonly ids: T; readonly labels: T; readonly mask: T }

/** Tolerances of golden-real/README.md; a gradient norm's is 1e-3 relative plus 1e-4 absolute. */
const tolerances = { loss: 5e-4, gradient: 1e-3, gradientAbsolute: 1e-4, finalNorm: 5e-5, layerNorm: 1e-3, logits: 1e-2 }

/** Training of low-rank adapters on a real model: losses and gradient norms of each step, and the adapters that it ends in. */
export const format: RecordedFormat = {
  name: 'golden-real/lora 1',
  recognizes: (recorded) => recorded.format === 'golden-real/lora 1',
  async *check(recorded, context) {
    const golden = file.parse(recorded)
    const model = await readDecoder(await recordedGguf(golden, context))
    const lora = adaptersOf(model, golden)
    const adapt = (adapters: LoraWeights<Tensor>) => ({ adapt: adaptWithLora(adapters, golden.alpha / golden.rank) })
    const loss = (weights: Parameters, adapters: LoraWeights<Tensor>, batch: Batch<Tensor>) =>
      nextTokenLossOf(model, weights, batch, adapt(adapters))
    using step = jit(valueAndGrad(freeze(loss, model.parameters as never)))
    const batch = batchOf(golden)
    const { learning_rate, betas, eps, weight_decay } = golden.optimizer
    const optimizer = adamw({
      rate: learning_rate,
      beta1: betas[0],
      beta2: betas[1],
      epsilon: eps,
      weightDecay: weight_decay,
      decays: () => true,
    })
    const state = optimizer.init(lora)
    const found: { loss: number; a: number; b: number }[] = []
    for (let i = 0; i <= golden.losses.length; i++) {
      context.signal?.throwIfAborted()
      const [value, gradients] = (await step(lora as never, batch as never)) as unknown as [NdArray, LoraWeights]
      found.push({ loss: Number(value.data[0]), a: normOf(gradients, 'a'), b: normOf(gradients, 'b') })
      if (i < golden.losses.length) optimizer.update(lora, gradients, state)
    }
    yield* trainingRows(found, golden)
    yield* finalRows(lora, golden)
    using last = jit(
      freeze(
        (weights: Parameters, adapters: LoraWeights<Tensor>, tokens: Tensor) =>
          model.architecture.forward(weights, model.config, { ids: tokens }, adapt(adapters)).logits,
        model.parameters as never,
      ),
    )
    const { data } = (await last(lora as never, intArray([golden.final_prompt_ids]) as never)) as unknown as NdArray
    const logits = (data as Float32Array).slice(-model.config.vocabSize)
    const wanted = golden.final_top10.map(([, value]) => value)
    const top = golden.final_top10.map(([id]) => logits[id])
    yield toleranceRow('final_top10', largestDifference(top, wanted), tolerances.logits)
  },
}

function* trainingRows(found: readonly { loss: number; a: number; b: number }[], golden: LoraFile): Generator<CheckRow> {
  const losses = found.map(({ loss }) => loss)
  yield toleranceRow('losses', largestDifference(losses.slice(0, -1), golden.losses), tolerances.loss)
  yield toleranceRow('loss_after_8_steps', Math.abs(losses.at(-1)! - golden.loss_after_8_steps), tolerances.loss)
  const slack = tolerances.gradientAbsolute / tolerances.gradient
  for (const part of ['A', 'B'] as const) {
    const norms = found.map(({ a, b }) => (part === 'A' ? a : b))
    const shares = golden[`grad_norms_${part}`].map((wanted, i) => Math.abs(norms[i] - wanted) / (wanted + slack))
    yield toleranceRow(`grad_norms_${part}`, Math.max(...shares), tolerances.gradient)
  }
}

function* finalRows(lora: LoraWeights, golden: LoraFile): Generator<CheckRow> {
  yield toleranceRow('final_norm_A', relativeDifference(normOf(lora, 'a'), golden.final_norm_A), tolerances.finalNorm)
  yield toleranceRow('final_norm_B', relativeDifference(normOf(lora, 'b'), golden.final_norm_B), tolerances.finalNorm)
  const values = Object.entries(lora).filter(([name]) => name.endsWith('v_proj'))
  const deviations = golden.final_B_norms_v_by_layer.map((wanted, layer) =>
    relativeDifference(normOf(Object.fromEntries([values[layer]]), 'b'), wanted),
  )
  yield toleranceRow('final_B_norms_v_by_layer', Math.max(...deviations), tolerances.layerNorm)
}

/** A by formula, index ((layer·targets + target)·rank + row)·in + column; B zero. */
function adaptersOf({ parameters, config }: DecoderModel, { rank, targets, A }: LoraFile): LoraWeights {
  const layers = Array.from({ length: config.layerCount }, (_, layer) =>
    targets.map((target, t) => {
      const name = `model.layers.${layer}.self_attn.${target}`
      const [outSize, inSize] = parameters[`${name}.weight`].shape
      const first = (layer * targets.length + t) * rank * inSize
      const data = Float32Array.from({ length: rank * inSize }, (__, i) => formulaValue(first + i, A.seed, A.scale))
      return [name, { a: ndarray(data, [rank, inSize]), b: zeros([outSize, rank]) }] as const
    }),
  )
  return Object.fromEntries(layers.flat())
}

/** The sequences side by side; padding has no label. */
function batchOf({ batch }: LoraFile): Batch<NdArray> {
  const { ids: padded, mask } = padBatch(
    batch.map((entry) => entry.ids),
    'right',
  )
  const length = padded.shape[1]
  const labels = batch.map((entry) => [...entry.labels, ...Array(length - entry.labels.length).fill(-100)])
  return { ids: padded, mask: stackRows(mask), labels: intArray(labels) }
}

function normOf(lora: LoraWeights, part: 'a' | 'b'): number {
  return globalNorm(Object.values(lora).map((matrices) => matrices[part].data as Float32Array))
}
