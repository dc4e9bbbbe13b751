import type { UniformSource } from '../evaluation/interval.ts'
import { drawToken, softmax } from './distribution.ts'

/** Logits [vocab] of the next token after each of the last `count` prefixes of `ids`: row r follows ids[0 .. length − count + r]. */
export type LastLogits = (ids: readonly number[], count: number) => Promise<readonly Float32Array[]> | readonly Float32Array[]

/** One round: the tokens that were taken, how many of them the draft had proposed, and how many it proposed. */
export type SpeculativeRound = { readonly tokens: readonly number[]; readonly accepted: number; readonly drafted: number }

/**
 * One round of speculative decoding (Leviathan et al., arXiv 2211.17192, algorithm 1): `draft` proposes `draftCount` tokens one by one,
 * `target` sees them in a single call, a token is kept with probability min(1, p / q), and the first refused one is drawn again from
 * max(0, p − q). Each token is distributed exactly as the target alone would have drawn it. `target` is asked once a round.
 * Both calls return logits that have passed the same processors.
 */
export async function speculativeRound(
  ids: readonly number[],
  { target, draft, draftCount, random }: { target: LastLogits; draft: LastLogits; draftCount: number; random: UniformSource },
): Promise<SpeculativeRound> {
  const proposed: number[] = []
  const draftDistributions: Float64Array[] = []
  for (let i = 0; i < draftCount; i++) {
    const [logits] = await draft([...ids, ...proposed], 1)
    draftDistributions.push(softmax(logits))
    proposed.push(drawToken(logits, random.next()))
  }
  const targetLogits = await target([...ids, ...proposed], draftCount + 1)
  for (let i = 0; i < draftCount; i++) {
    const p = softmax(targetLogits[i])
    const q = draftDistributions[i]
    const token = proposed[i]
    if (random.next() * q[token] < p[token]) continue
    return { tokens: [...proposed.slice(0, i), drawResidual(p, q, random.next())], accepted: i, drafted: draftCount }
  }
  return { tokens: [...proposed, drawToken(targetLogits[draftCount], random.next())], accepted: draftCount, drafted: draftCount }
}

/** Draws from max(0, p − q), normalised; where rounding leaves nothing, p and q are equal and p itself is drawn from. */
function drawResidual(p: Float64Array, q: Float64Array, uniform: number): number {
  const residual = p.map((value, i) => Math.max(0, value - q[i]))
  const total = residual.reduce((sum, value) => sum + value, 0)
  return drawToken((total > 0 ? residual : p).map(Math.log), uniform)
}
