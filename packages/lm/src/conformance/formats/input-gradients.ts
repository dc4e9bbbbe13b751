import { freeze, jit, logProbability, type NdArray, ndarray, pick, slice, sum, type Tensor, valueAndGrad } from '@offprint/engine'
import { z } from 'zod'

import type { Parameters } from '../../architectures/architecture.ts'
import { WeightsError } from '../../weights/weights-error.ts'
import { arrayRows, lengthOf } from '../array-rows.ts'
import { intArray } from '../golden-model/recorded-case.ts'
import { type DecoderModel, readDecoder } from '../next-token.ts'
import { largestDifference, type RecordedFormat, relativeDifference, toleranceRow } from '../recorded.ts'
import { recordedGguf } from '../tokenizer-files.ts'

const numbers = z.array(z.number())
const file = z.object({
  model: z.string(),
  file_sha256: z.string(),
  cases: z.array(
    z.object({
      ids: z.array(z.int()),
      target_id: z.int(),
      logprob: z.number(),
      grad_norms: numbers,
      grad_dot_input: numbers,
      grad_first4: z.array(numbers),
    }),
  ),
})

/** Tolerances of golden-real/README.md; the log-probability's is that of the other ones. */
const tolerances = { logprob: 5e-4, norms: 2e-3, dot: 1e-3, values: 5e-4 }

/** The gradient of the next token's log-probability by the input embeddings; a tied output matrix is held fixed. */
export const format: RecordedFormat = {
  name: 'golden-real/input-gradients 1',
  recognizes: (recorded) => recorded.format === 'golden-real/input-gradients 1',
  async *check(recorded, context) {
    const golden = file.parse(recorded)
    const model = await readDecoder(await recordedGguf(golden, context))
    const { architecture, config } = model
    const logProbabilityOf = (weights: Parameters, embeddings: Tensor, ids: Tensor, target: Tensor) => {
      const { logits } = architecture.forward(weights, config, { ids }, { embeddings })
      return sum(logProbability(pick(slice(logits, 1, -1), 1, 0), target))
    }
    using step = jit(valueAndGrad(freeze(logProbabilityOf, model.parameters as never)), {
      dims: { embeddings: [null, 'length', null], ids: [null, 'length'] },
    })
    for (const [i, expected] of golden.cases.entries()) {
      const inputs = embeddingsOf(model, expected.ids)
      const target = ndarray(Int32Array.of(expected.target_id), [1])
      const [value, gradient] = (await step(inputs as never, intArray([expected.ids]) as never, target as never)) as unknown as NdArray[]
      const [rows, inputRows] = [arrayRows(gradient), arrayRows(inputs)]
      yield toleranceRow(`case ${i} logprob`, Math.abs(Number(value.data[0]) - expected.logprob), tolerances.logprob)
      const norms = rows.map((row, at) => relativeDifference(lengthOf(row), expected.grad_norms[at]))
      yield toleranceRow(`case ${i} grad_norms`, Math.max(...norms), tolerances.norms)
      const dots = rows.map((row, at) => row.reduce((total, x, j) => total + x * inputRows[at][j], 0))
      yield toleranceRow(`case ${i} grad_dot_input`, largestDifference(dots, expected.grad_dot_input), tolerances.dot)
      const first = rows.flatMap((row) => [...row.slice(0, 4)])
      yield toleranceRow(`case ${i} grad_first4`, largestDifference(first, expected.grad_first4.flat()), tolerances.values)
    }
  },
}

/** Rows of the embedding table, before any factor: [1, length, size]. */
function embeddingsOf({ parameters, config, name }: DecoderModel, ids: readonly number[]): NdArray {
  const table = parameters['model.embed_tokens.weight']
  if (!table)
    throw new WeightsError('weights-unsupported', `${name} has no model.embed_tokens.weight: only models of Llama's layout are checked`)
  const rows = arrayRows(table)
  const data = new Float32Array(ids.length * config.hiddenSize)
  ids.forEach((id, i) => {
    data.set(rows[id], i * config.hiddenSize)
  })
  return ndarray(data, [1, ids.length, config.hiddenSize])
}
