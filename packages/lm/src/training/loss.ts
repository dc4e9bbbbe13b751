import {
  cast,
  crossEntropy,
  div,
  equal,
  exp,
  logProbability,
  maximum,
  mean,
  mul,
  neg,
  not,
  sigmoid,
  softplus,
  sub,
  sum,
  type Tensor,
  where,
} from '@offprint/engine'
import { ignoredTarget } from './batches.ts'

/** Mean nats of the next token: logits [batch, length, vocab], targets [batch, length], −100 left out. */
export function nextTokenLoss(logits: Tensor, targets: Tensor): Tensor {
  return crossEntropy(logits, targets, ignoredTarget)
}

/** Log-probability of each sequence's counted targets together: [batch]. */
export function sequenceLogProbability(logits: Tensor, targets: Tensor): Tensor {
  const counted = not(equal(targets, ignoredTarget))
  const scores = logProbability(logits, where(counted, targets, 0))
  return sum(mul(scores, cast(counted, scores.dtype)), -1)
}

/**
 * Direct preference optimisation (arXiv 2305.18290, equation 7): −log σ(β·((log π/π_ref)(chosen) − (log π/π_ref)(rejected))), mean over
 * pairs. All four are sequence log-probabilities [batch].
 */
export function dpoLoss(
  policy: { chosen: Tensor; rejected: Tensor },
  reference: { chosen: Tensor; rejected: Tensor },
  beta: number,
): Tensor {
  const margin = sub(sub(policy.chosen, reference.chosen), sub(policy.rejected, reference.rejected))
  return mean(softplus(mul(neg(margin), beta)))
}

/**
 * Kahneman-Tversky optimisation (arXiv 2402.01306, equation 8): desirable answers want log π/π_ref above the reference point, others below;
 * value 1 − σ(β·(r − z)) and 1 − σ(β·(z − r)), weighted. `isDesirable` is 1 or 0 [batch]; `referencePoint` z ≥ 0 is a number of the
 * batch without gradient.
 */
export function ktoLoss(
  policy: Tensor,
  reference: Tensor,
  isDesirable: Tensor,
  referencePoint: Tensor,
  { beta, desirableWeight = 1, undesirableWeight = 1 }: { beta: number; desirableWeight?: number; undesirableWeight?: number },
): Tensor {
  const reward = sub(policy, reference)
  const good = mul(sub(1, sigmoid(mul(sub(reward, referencePoint), beta))), desirableWeight)
  const bad = mul(sub(1, sigmoid(mul(sub(referencePoint, reward), beta))), undesirableWeight)
  return mean(where(equal(isDesirable, 1), good, bad))
}

/** REINFORCE (Williams 1992): −mean(advantage · log π(sequence)); advantages [batch] are numbers without gradient. */
export function policyGradientLoss(logProbabilities: Tensor, advantages: Tensor): Tensor {
  return neg(mean(mul(logProbabilities, advantages)))
}

/**
 * Clipped surrogate of proximal policy optimisation (arXiv 1707.06347, equation 7) per token, over counted targets: ratios against the
 * log-probabilities of the policy that drew the tokens. All [batch, length].
 */
export function clippedPolicyLoss(fresh: Tensor, old: Tensor, advantages: Tensor, counted: Tensor, epsilon = 0.2): Tensor {
  const ratio = exp(sub(fresh, old))
  const plain = mul(ratio, advantages)
  const clipped = mul(minimumOf(maximum(ratio, 1 - epsilon), 1 + epsilon), advantages)
  const worst = neg(maximum(neg(plain), neg(clipped)))
  const weights = cast(counted, worst.dtype)
  return neg(div(sum(mul(worst, weights)), maximum(sum(weights), 1)))
}

function minimumOf(x: Tensor, high: number): Tensor {
  return neg(maximum(neg(x), -high))
}
