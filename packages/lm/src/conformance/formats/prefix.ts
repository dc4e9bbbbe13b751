import { crossEntropy, freeze, jit, type NdArray, ndarray, slice, type Tensor, valueAndGrad } from '@offprint/engine'
import { z } from 'zod'

import type { Parameters } from '../../architectures/architecture.ts'
import { logSumExp } from '../../generation/distribution.ts'
import { lengthOf } from '../array-rows.ts'
import { formulaScale, formulaValue } from '../formula-values.ts'
import { intArray } from '../golden-model/recorded-case.ts'
import { type DecoderModel, readDecoder } from '../next-token.ts'
import { type CheckRow, largestDifference, type RecordedFormat, relativeDifference, toleranceRow } from '../recorded.ts'
import { recordedGguf } from '../tokenizer-files.ts'

const ids = z.array(z.int())
const numbers = z.array(z.number())
const file = z.object({
  model: z.string(),
  file_sha256: z.string(),
  positions: z.int(),
  values: z.object({ seed: z.int(), key_scale: formulaScale, value_scale: formulaScale }),
  ids,
  fixed_ids: ids,
  top20: z.array(z.tuple([z.int(), z.number()])),
  fixed_logits: numbers,
  loss_ids: ids,
  loss: z.number(),
  loss_without_prefix: z.number(),
  grad_norm_keys: numbers,
  grad_norm_values: numbers,
})

type Prefix<T> = readonly { readonly key: T; readonly value: T }[]

/** Tolerances of golden-real/README.md. */
const tolerances = { logits: 5e-4, loss: 1e-4, norms: 1e-3 }

/** Key/value positions before all tokens: logits, loss, and the loss's gradient by the prefix alone. */
export const format: RecordedFormat = {
  name: 'golden-real/prefix 1',
  recognizes: (recorded) => recorded.format === 'golden-real/prefix 1',
  async *check(recorded, context) {
    const golden = file.parse(recorded)
    const model = await readDecoder(await recordedGguf(golden, context))
    const prefix = prefixOf(model, golden)
    yield* logitRows(await logitsBehind(model, prefix, golden.ids), golden)

    using step = jit(
      valueAndGrad(
        freeze(
          (weights: Parameters, rows: Prefix<Tensor>, tokens: Tensor) => lossOf(model, weights, rows, tokens),
          model.parameters as never,
        ),
      ),
    )
    const tokens = intArray([golden.loss_ids])
    const [loss, gradients] = (await step(prefix as never, tokens as never)) as unknown as [NdArray, Prefix<NdArray>]
    yield toleranceRow('loss', Math.abs(Number(loss.data[0]) - golden.loss), tolerances.loss)
    for (const part of ['key', 'value'] as const) {
      const wanted = golden[`grad_norm_${part}s`]
      const norms = gradients.map((layer) => lengthOf(layer[part].data as Float32Array))
      yield toleranceRow(`grad_norm_${part}s`, Math.max(...norms.map((norm, i) => relativeDifference(norm, wanted[i]))), tolerances.norms)
    }
    using plain = jit(freeze((weights: Parameters, given: Tensor) => lossOf(model, weights, undefined, given), model.parameters as never))
    const without = (await plain(tokens as never)) as unknown as NdArray
    yield toleranceRow('loss_without_prefix', Math.abs(Number(without.data[0]) - golden.loss_without_prefix), tolerances.loss)
  },
}

async function logitsBehind(model: DecoderModel, prefix: Prefix<NdArray>, tokens: readonly number[]): Promise<Float32Array> {
  const { architecture, config } = model
  using run = jit(
    freeze(
      (weights: Parameters, rows: Prefix<Tensor>, given: Tensor, places: Tensor) =>
        architecture.forward(weights, config, { ids: given, positions: places }, { prefix: rows }).logits,
      model.parameters as never,
    ),
  )
  const places = positionsBehind(prefix, tokens.length)
  const { data } = (await run(prefix as never, intArray([tokens]) as never, places as never)) as unknown as NdArray
  return (data as Float32Array).slice(-config.vocabSize)
}

function* logitRows(last: Float32Array, { top20, fixed_ids, fixed_logits }: z.infer<typeof file>): Generator<CheckRow> {
  const best = largestDifference(
    top20.map(([id]) => last[id]),
    top20.map(([, value]) => value),
  )
  yield toleranceRow('top20', Number.isFinite(logSumExp(last)) ? best : Number.NaN, tolerances.logits)
  yield toleranceRow(
    'fixed_logits',
    largestDifference(
      fixed_ids.map((id) => last[id]),
      fixed_logits,
    ),
    tolerances.logits,
  )
}

function lossOf({ architecture, config }: DecoderModel, weights: Parameters, prefix: Prefix<Tensor> | undefined, ids: Tensor): Tensor {
  const positions = prefix && (positionsBehind(prefix, ids.shape[1] as number) as unknown as Tensor)
  const { logits } = architecture.forward(weights, config, { ids, positions }, { prefix })
  return crossEntropy(slice(logits, 1, 0, -1), slice(ids, 1, 1))
}

/** The first token stands behind the prefix. */
function positionsBehind(prefix: Prefix<{ readonly shape: readonly unknown[] }>, length: number): NdArray {
  return intArray([Array.from({ length }, (_, i) => Number(prefix[0].key.shape[2]) + i)])
}

/** Keys and values by formula, index (((layer·2 + part)·heads + head)·positions + position)·size + entry. */
function prefixOf({ config }: DecoderModel, { positions, values }: z.infer<typeof file>): Prefix<NdArray> {
  const { keyValueHeadCount: heads, headSize } = config
  const isInterleaved = 'interleaved' in config && config.interleaved === true
  const part = (layer: number, which: 0 | 1, scale: number) => {
    const data = new Float32Array(heads * positions * headSize)
    for (let row = 0; row < heads * positions; row++) {
      for (let entry = 0; entry < headSize; entry++) {
        const index = ((layer * 2 + which) * heads * positions + row) * headSize + entry
        // Entries d and d + size/2 are a rotary pair; files of llama.cpp have them side by side.
        const at = isInterleaved && which === 0 ? (entry % (headSize / 2)) * 2 + Math.floor(entry / (headSize / 2)) : entry
        data[row * headSize + at] = formulaValue(index, values.seed, scale)
      }
    }
    return ndarray(data, [1, heads, positions, headSize])
  }
  return Array.from({ length: config.layerCount }, (_, layer) => ({
    key: part(layer, 0, values.key_scale),
    value: part(layer, 1, values.value_scale),
  }))
}
