import { jit, type NdArray, type Tensor } from '@offprint/engine'

import type { DecoderInputs, EncoderInputs, Parameters } from '../../architectures/architecture.ts'
import { checkSequences } from '../../causal/batch.ts'
import type { ReadModel } from '../../weights/read-model.ts'
import { type CheckRow, largestDifference, toleranceRow } from '../recorded.ts'
import {
  type ExpectedFile,
  findRows,
  type InputName,
  inputArrays,
  logitTolerance,
  type RecordedCase,
  recordedCase,
} from './recorded-case.ts'

export type CaseInputs = Partial<Readonly<Record<InputName, Tensor>>>
export type CaseOutputs = { readonly logits?: Tensor; readonly hidden: Tensor; readonly pooled?: Tensor; readonly nextSentence?: Tensor }

/** Recorded outputs, and where they are found: a place a row, or the array as it is. */
const recordedOutputs = [
  { recorded: 'logits', output: 'logits', places: 'positions' },
  { recorded: 'last_hidden_state', output: 'hidden', places: 'positions' },
  { recorded: 'encoder_last_hidden_state', output: 'encoded', places: 'encoder_positions' },
  { recorded: 'pooler_output', output: 'pooled' },
  { recorded: 'seq_relationship_logits', output: 'nextSentence' },
] as const

/** Whole passes: one sequence, padded batches, a sequence near the greatest length. */
export async function* checkOutputs(model: ReadModel, expected: ExpectedFile): AsyncGenerator<CheckRow> {
  using run = jit((weights: Parameters, inputs: CaseInputs) => forwardCase(model, weights, inputs), {
    dims: { 'inputs.decoderIds': ['batch', 'written'], 'inputs.**': ['batch', 'length'] },
  })
  for (const name of ['single', 'right_padded', 'left_padded', 'batch', 'long']) {
    if (!(name in expected)) continue
    const found = recordedCase.parse(expected[name])
    // A runtime would only name an index.
    for (const ids of ['input_ids', 'decoder_input_ids']) checkSequences(findRows(found, ids) ?? [], model.config, 0)
    const outputs = (await run(model.parameters as never, inputArrays(found) as never)) as unknown as Record<string, NdArray>
    for (const { recorded, output, ...where } of recordedOutputs) {
      if (!(recorded in found)) continue
      const places = 'places' in where ? findRows(found, where.places) : undefined
      yield toleranceRow(`${name} ${recorded}`, deviation(found, recorded, outputs[output], places), logitTolerance)
    }
    if ('last_logits' in found) {
      const [, length] = outputs.logits.shape
      yield toleranceRow(`${name} last_logits`, deviation(found, 'last_logits', outputs.logits, [[0, length - 1]]), logitTolerance)
    }
  }
}

/** Everything that a model of any kind gives for a case's inputs. */
export function forwardCase({ architecture, config }: ReadModel, weights: Parameters, inputs: CaseInputs): CaseOutputs {
  const { ids, mask, decoderIds } = inputs as { ids: Tensor; mask?: Tensor; decoderIds: Tensor }
  if (architecture.kind === 'encoder-decoder') {
    const { logits, hidden, encoded } = architecture.forward(weights, config, { ids, mask, decoder: { ids: decoderIds } })
    return present({ logits, hidden, encoded })
  }
  const given = { ids, mask, positions: inputs.positions, tokenTypes: inputs.tokenTypes }
  if (architecture.kind === 'decoder') {
    const { logits, hidden } = architecture.forward(weights, config, given satisfies DecoderInputs)
    return { logits, hidden }
  }
  const { hidden, logits, pooled, nextSentence } = architecture.forward(weights, config, given satisfies EncoderInputs)
  return present({ hidden, logits, pooled, nextSentence })
}

function present<T extends object>(outputs: T): T {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined)) as T
}

/** `places` are [row, column] of an array [batch, length, size]; Infinity where the model has no such output. */
function deviation(found: RecordedCase, recorded: string, array: NdArray | undefined, places?: readonly (readonly number[])[]): number {
  const wanted = (findRows(found, recorded) ?? []).flat()
  if (!array) return Number.POSITIVE_INFINITY
  const data = array.data as Float32Array
  if (!places) return largestDifference(data, wanted)
  const [, length, size] = array.shape
  const actual = places.flatMap(([row, column]) => [...data.subarray((row * length + column) * size, (row * length + column + 1) * size)])
  return largestDifference(actual, wanted)
}
