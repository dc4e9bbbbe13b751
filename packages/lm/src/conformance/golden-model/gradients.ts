import {
  add,
  crossEntropy,
  div,
  jit,
  matmul,
  mul,
  type NdArray,
  ndarray,
  slice,
  sqrt,
  square,
  sum,
  type Tensor,
  transpose,
  valueAndGrad,
} from '@offprint/engine'
import { z } from 'zod'

import type { Parameters } from '../../architectures/architecture.ts'
import { meanOfTokens } from '../../embeddings/pooling.ts'
import type { ReadModel } from '../../weights/read-model.ts'
import { type CheckRow, toleranceRow } from '../recorded.ts'
import { type CaseInputs, forwardCase } from './outputs.ts'
import { type ExpectedFile, gradientTolerance, inputArrays, logitTolerance } from './recorded-case.ts'

type LossInputs = { readonly batch: CaseInputs; readonly second?: CaseInputs; readonly nextSentence?: Tensor }

/** The loss of the recorded batch and its gradient by every parameter: 2-norms, and the first entries, which a transposed gradient changes. */
export async function* checkGradients(model: ReadModel, { kind, loss, grad_norms, grad_first }: ExpectedFile): AsyncGenerator<CheckRow> {
  const isPair = kind === 'encoder-embed'
  const inputs = {
    batch: inputArrays(loss, isPair ? 'a_' : ''),
    ...(isPair && { second: inputArrays(loss, 'b_') }),
    ...(loss.next_sentence_label !== undefined && { nextSentence: labels(loss.next_sentence_label) }),
  }
  const lossOf = (weights: Parameters, given: LossInputs) =>
    isPair ? contrastiveLoss(model, weights, given) : tokenLoss(model, weights, given)
  using step = jit(valueAndGrad(lossOf as never)) as unknown as Disposable &
    ((weights: unknown, given: unknown) => Promise<[NdArray, Record<string, NdArray>]>)
  const [value, gradients] = await step(model.parameters, inputs)
  const byFileName = new Map([...model.fileNames].map(([canonical, name]) => [name, gradients[canonical].data as Float32Array]))
  yield toleranceRow('loss', Math.abs(Number(value.data[0]) - z.number().parse(loss.value)), logitTolerance)
  yield worstRow('grad_norms', grad_norms, (name, norm) => shareOfTolerance(norm, lengthOf(byFileName.get(name))))
  yield worstRow('grad_first', grad_first, (name, first) =>
    Math.max(...first.map((value, i) => shareOfTolerance(value, byFileName.get(name)?.[i] ?? Number.NaN))),
  )
}

/** Mean cross-entropy of the next token (decoders), of the labelled places (encoders), of the labels (encoder-decoders). */
function tokenLoss(model: ReadModel, weights: Parameters, { batch, nextSentence }: LossInputs): Tensor {
  const { labels: targets, ...inputs } = batch
  const outputs = forwardCase(model, weights, inputs)
  const logits = outputs.logits as Tensor
  if (model.architecture.kind === 'decoder') return crossEntropy(slice(logits, 1, 0, -1), slice(targets as Tensor, 1, 1))
  const loss = crossEntropy(logits, targets as Tensor)
  return nextSentence ? add(loss, crossEntropy(outputs.nextSentence as Tensor, nextSentence)) : loss
}

/** Cosines of all pairs times 20, the pair of the same row being right. */
function contrastiveLoss(model: ReadModel, weights: Parameters, { batch, second }: LossInputs): Tensor {
  const vectors = (inputs: CaseInputs) => {
    const pooled = meanOfTokens(forwardCase(model, weights, inputs).hidden, inputs.mask as Tensor)
    return div(pooled, sqrt(sum(square(pooled), 1, true)))
  }
  const [a, b] = [vectors(batch), vectors(second as CaseInputs)]
  const rows = a.shape[0] as number
  return crossEntropy(mul(matmul(a, transpose(b)), 20), labels([...Array(rows).keys()]) as unknown as Tensor)
}

function labels(values: unknown): NdArray {
  const list = z.array(z.int()).parse(values)
  return ndarray(Int32Array.from(list), [list.length])
}

function lengthOf(values: Float32Array | undefined): number {
  return values ? Math.sqrt(values.reduce((total, x) => total + x * x, 0)) : Number.NaN
}

/** A relative difference that stays within 1e-3 where the difference is within 1e-3 relative plus 1e-5 absolute. */
function shareOfTolerance(wanted: number, actual: number): number {
  return Math.abs(actual - wanted) / (Math.abs(wanted) + gradientTolerance.absolute / gradientTolerance.relative)
}

/** One row for all parameters, which names the worst where it does not hold. */
function worstRow<T>(name: string, recorded: Readonly<Record<string, T>>, deviation: (parameter: string, value: T) => number): CheckRow {
  const found = Object.entries(recorded).map(([parameter, value]) => ({ parameter, value: deviation(parameter, value) }))
  const worst = found.reduce((a, b) => (Number.isNaN(a.value) || a.value >= b.value ? a : b))
  const row = toleranceRow(name, worst.value, gradientTolerance.relative)
  return row.holds ? row : { ...row, reason: `largest at ${worst.parameter}` }
}
