import { ShapeError } from '../errors.ts'
import { formatShape, sameShape } from '../shape.ts'
import { type Operand, type Tensor, tensor } from '../tensor.ts'
import { cast, div, equal, exp, maximum, mul, neg, not, sub, where } from './elementwise.ts'
import { logSoftmax } from './fused.ts'
import { scatterAdd, takeAlong } from './indexing.ts'
import { squeeze, unsqueeze } from './movement.ts'
import { withGradient } from './op.ts'
import { sum } from './reduce.ts'

/**
 * Mean nats of the target classes: logits [..., classes], whole-number targets [...]. Positions whose target is
 * `ignored` do not count, neither above nor below the line; without any counted one the loss is 0.
 */
export function crossEntropy(logits: Operand, targets: Operand, ignored = -100): Tensor {
  const places = tensor(targets, 'int32')
  const counted = not(equal(places, ignored))
  const scores = logProbability(logits, where(counted, places, 0))
  const weights = cast(counted, scores.dtype)
  return neg(div(sum(mul(scores, weights)), maximum(sum(weights), 1)))
}

/** log softmax of logits [..., classes] at the targets [...]: the log-probability of each position's target. */
export function logProbability(logits: Operand, targets: Operand): Tensor {
  const source = tensor(logits)
  const places = tensor(targets, 'int32')
  if (!sameShape(source.shape.slice(0, -1), places.shape))
    throw new ShapeError(
      `logits of ${formatShape(source.shape)} take targets of ${formatShape(source.shape.slice(0, -1))}, got ${formatShape(places.shape)}`,
    )
  const column = unsqueeze(places, -1)
  const logs = logSoftmax(source)
  // Two passes over the classes instead of the six of the parts: target − softmax, times g.
  return withGradient('logProbability', squeeze(takeAlong(logs, column, -1), -1), [source], ([g]) => {
    const gain = unsqueeze(g, -1)
    return [scatterAdd(mul(exp(logs), neg(gain)), column, gain, -1)]
  })
}

/** Σ p·(log p − log q) over the last axis, in nats, from log-probabilities. */
export function klDivergence(logP: Operand, logQ: Operand): Tensor {
  return sum(mul(exp(logP), sub(logP, logQ)), -1)
}
