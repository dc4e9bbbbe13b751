import { createRandom } from '@offprint/engine'

import type { CausalLM } from '../causal/causal-lm.ts'
import type { LogitProcessor } from './logit-processors.ts'
import { type LastLogits, type SpeculativeRound, speculativeRound } from './speculative.ts'

export type SpeculateOptions = {
  readonly maxNewTokens: number
  /** Tokens that the draft proposes at a time. Default 4. */
  readonly draftCount?: number
  readonly seed: number
  /** Of both models' logits, without state; `topK(1)` writes what the target alone would write greedily. */
  readonly processor?: LogitProcessor
  readonly endIds?: readonly number[]
  readonly signal?: AbortSignal
}

/**
 * Writes with a small draft model and a large target of the same vocabulary: yields the tokens of each round. They are distributed exactly as the
 * target's own (arXiv 2211.17192). Throws RangeError for models of different vocabularies, or with a state (Mamba-2), which cannot go back.
 */
export async function* speculate(
  target: CausalLM,
  draft: CausalLM,
  prompt: ArrayLike<number>,
  { maxNewTokens, draftCount = 4, seed, processor, endIds = target.endIds, signal }: SpeculateOptions,
): AsyncGenerator<SpeculativeRound, readonly number[]> {
  if (target.sizes.vocabSize !== draft.sizes.vocabSize) {
    throw new RangeError(
      `${draft.name} has a vocabulary of ${draft.sizes.vocabSize}, ${target.name} of ${target.sizes.vocabSize}: a draft model needs the same tokenizer.`,
    )
  }
  const context = Math.min(target.sizes.maxLengthTokens, draft.sizes.maxLengthTokens)
  const models = { target: lastLogits(target, processor), draft: lastLogits(draft, processor), random: createRandom(seed) }
  const ids = Array.from(prompt)
  const end = Math.min(context, ids.length + maxNewTokens)
  while (ids.length < end) {
    signal?.throwIfAborted()
    // One token comes from the target itself.
    const round = await speculativeRound(ids, { ...models, draftCount: Math.min(draftCount, end - ids.length - 1) })
    const tokens = untilEnd(round.tokens, endIds)
    ids.push(...tokens)
    yield { ...round, tokens }
    if (endIds.includes(tokens.at(-1)!)) break
  }
  return ids.slice(prompt.length)
}

function untilEnd(tokens: readonly number[], endIds: readonly number[]): readonly number[] {
  const at = tokens.findIndex((id) => endIds.includes(id))
  return at < 0 ? tokens : tokens.slice(0, at + 1)
}

/** A model's logits behind the last places of a text, computed only from where it differs from the last call's. */
function lastLogits(model: CausalLM, processor?: LogitProcessor): LastLogits {
  const decoding = model.start(1)
  let known: readonly number[] = []
  return async (ids, count) => {
    const from = Math.min(commonLength(known, ids), ids.length - count)
    decoding.rewind(from)
    const [rows] = await decoding.nextEach([ids.slice(from)])
    known = [...ids]
    const last = rows.slice(rows.length - count)
    last.forEach((logits, i) => {
      processor?.(logits, ids.slice(0, ids.length - count + i + 1))
    })
    return last
  }
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((id, i) => id !== b[i])
  return at < 0 ? a.length : at
}
