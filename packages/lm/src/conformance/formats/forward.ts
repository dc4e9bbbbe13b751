import { z } from 'zod'

import type { CausalLM } from '../../causal/causal-lm.ts'
import { loadCausalLM } from '../../causal/load.ts'
import { logSoftmax, logSumExp } from '../../generation/distribution.ts'
import { arrayRows, lengthOf } from '../array-rows.ts'
import {
  type CheckRow,
  countDifferences,
  exactRow,
  largestDifference,
  type RecordedFormat,
  relativeDifference,
  toleranceRow,
} from '../recorded.ts'
import { recordedGguf } from '../tokenizer-files.ts'

const ids = z.array(z.int())
const numbers = z.array(z.number())
const logits = { top20: z.array(z.tuple([z.int(), z.number()])), fixed_logits: numbers, logsumexp: z.number() }
const prompt = z.object({
  text: z.string(),
  ids,
  ...logits,
  logprobs: numbers,
  hidden_norm_last: numbers,
  hidden_norm_first: numbers,
  hidden_last_first4: numbers,
})
const longPrompt = z.object({ text: z.string(), ids, ...logits, logprobs_last_64: numbers, hidden_norm_last: numbers })
const head = z.object({ layer: z.int(), head: z.int(), probabilities: z.array(numbers) })
const file = z.object({
  model: z.string(),
  file_sha256: z.string(),
  fixed_ids: ids,
  prompts: z.array(prompt),
  long_prompt: longPrompt.optional(),
  attention: z.object({ text: z.string(), ids, heads: z.array(head) }),
  masked_loss: z.object({ ids, labels: ids, loss: z.number(), loss_unmasked: z.number() }),
})

/** Tolerances of golden-real/README.md. */
const tolerances = { logits: 5e-4, norms: 1e-4, hidden: 2e-4, attention: 5e-5, loss: 1e-4 }

type Pass = { readonly places: readonly Float32Array[]; readonly hiddenStates: readonly (readonly Float32Array[])[] }

/** Whole passes of a real model: logits, log-probabilities, hidden states, attention maps, losses. */
export const format: RecordedFormat = {
  name: 'golden-real/forward 1',
  recognizes: (recorded) => recorded.format === 'golden-real/forward 1',
  async *check(recorded, context) {
    const golden = file.parse(recorded)
    using model = await loadCausalLM(await recordedGguf(golden, context), { precision: 'exact' })
    for (const [i, expected] of golden.prompts.entries()) {
      const name = `prompt ${i}`
      context.signal?.throwIfAborted()
      yield exactRow(`${name} ids`, countDifferences(model.tokenizer.encode(expected.text).ids, expected.ids))
      const pass = await run(model, expected.ids)
      yield* logitRows(name, pass, expected, golden.fixed_ids)
      yield toleranceRow(
        `${name} logprobs`,
        largestDifference(nextLogProbabilities(pass, expected.ids), expected.logprobs),
        tolerances.logits,
      )
      yield normRow(`${name} hidden_norm_last`, pass, -1, expected.hidden_norm_last)
      yield normRow(`${name} hidden_norm_first`, pass, 0, expected.hidden_norm_first)
      const last = pass.hiddenStates.at(-1)!.at(-1)!
      yield toleranceRow(`${name} hidden_last_first4`, largestDifference(last.slice(0, 4), expected.hidden_last_first4), tolerances.hidden)
    }
    if (golden.long_prompt) yield* longRows(model, golden.long_prompt, golden.fixed_ids)
    yield* attentionRows(model, golden.attention)
    yield* lossRows(model, golden.masked_loss)
  },
}

async function run(model: CausalLM, tokens: readonly number[]): Promise<Pass> {
  const { logits: found, hiddenStates = [] } = await model.forward([tokens], { capture: { hiddenStates: true } })
  return { places: arrayRows(found), hiddenStates: hiddenStates.map(arrayRows) }
}

function* logitRows(
  name: string,
  { places }: Pass,
  expected: { readonly top20: [number, number][]; readonly fixed_logits: number[]; readonly logsumexp: number },
  fixedIds: readonly number[],
): Generator<CheckRow> {
  const last = places.at(-1)!
  const differences = [
    largestDifference(
      expected.top20.map(([id]) => last[id]),
      expected.top20.map(([, value]) => value),
    ),
    largestDifference(
      fixedIds.map((id) => last[id]),
      expected.fixed_logits,
    ),
    Math.abs(logSumExp(last) - expected.logsumexp),
  ]
  yield toleranceRow(`${name} logits`, Math.max(...differences), tolerances.logits)
}

/** Of tokens 1 … given those before. */
function nextLogProbabilities({ places }: Pass, tokens: readonly number[]): number[] {
  return tokens.slice(1).map((id, i) => logSoftmax(places[i])[id])
}

function normRow(name: string, { hiddenStates }: Pass, place: number, expected: readonly number[]): CheckRow {
  const norms = hiddenStates.map((rows) => lengthOf(rows.at(place)!))
  const worst = norms.length === expected.length ? Math.max(...norms.map((norm, i) => relativeDifference(norm, expected[i]))) : Number.NaN
  return toleranceRow(name, worst, tolerances.norms)
}

async function* longRows(model: CausalLM, expected: z.infer<typeof longPrompt>, fixedIds: readonly number[]): AsyncGenerator<CheckRow> {
  yield exactRow('long_prompt ids', countDifferences(model.tokenizer.encode(expected.text).ids, expected.ids))
  const pass = await run(model, expected.ids)
  yield* logitRows('long_prompt', pass, expected, fixedIds)
  const count = expected.logprobs_last_64.length
  const places = pass.places.slice(-count - 1)
  const scores = nextLogProbabilities({ ...pass, places }, expected.ids.slice(-count - 1))
  yield toleranceRow('long_prompt logprobs', largestDifference(scores, expected.logprobs_last_64), tolerances.logits)
  yield normRow('long_prompt hidden_norm_last', pass, -1, expected.hidden_norm_last)
}

async function* attentionRows(model: CausalLM, { ids: tokens, heads }: z.infer<typeof file>['attention']): AsyncGenerator<CheckRow> {
  const { attentions = [] } = await model.forward([tokens], { capture: { attentions: true } })
  for (const { layer, head: which, probabilities } of heads) {
    const rows = arrayRows(attentions[layer])
    const deviations = probabilities.map((row, i) => largestDifference(rows[which * tokens.length + i].slice(0, row.length), row))
    yield toleranceRow(`attention layer ${layer} head ${which}`, Math.max(...deviations), tolerances.attention)
  }
}

async function* lossRows(model: CausalLM, expected: z.infer<typeof file>['masked_loss']): AsyncGenerator<CheckRow> {
  const places = (await run(model, expected.ids)).places
  const mean = (labels: readonly number[]) => {
    const counted = labels.slice(1).flatMap((label, i) => (label === -100 ? [] : [-logSoftmax(places[i])[label]]))
    return counted.reduce((sum, x) => sum + x, 0) / counted.length
  }
  yield toleranceRow('masked_loss', Math.abs(mean(expected.labels) - expected.loss), tolerances.loss)
  yield toleranceRow('masked_loss unmasked', Math.abs(mean(expected.ids) - expected.loss_unmasked), tolerances.loss)
}
