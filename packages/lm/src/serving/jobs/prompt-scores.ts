import type { CausalLM, LogitRows } from '../../causal/causal-lm.ts'
import { type ScoredId, scoreToken } from '../../generation/score-token.ts'

/** Of each token of a prompt but the first. */
export type PromptScores = readonly ScoredId[]

/**
 * A model that scores the prompts while it reads them: text is written on from them as ever, and `scores` are those of the prompts, from the same pass.
 * `scores` is filled when the first token has been written.
 */
export function listenToPrompts(model: CausalLM, topCount: number): { readonly model: CausalLM; readonly scores: PromptScores[] } {
  const scores: PromptScores[] = []
  const listening: CausalLM = {
    ...model,
    start(batchSize, options) {
      const decoding = model.start(batchSize, options)
      return {
        get length() {
          return decoding.length
        },
        async next(tokens) {
          if (decoding.length > 0) return decoding.next(tokens)
          const rows = await decoding.nextEach(tokens)
          rows.forEach((logits, i) => {
            scores[i] = scorePrompt(logits, tokens[i], topCount)
          })
          return rows.map((logits) => logits[logits.length - 1])
        },
        nextEach: decoding.nextEach,
        rewind: decoding.rewind,
        select: decoding.select,
      }
    },
  }
  return { model: listening, scores }
}

/** The logits behind a token say how likely the next one was. */
function scorePrompt(logits: LogitRows, ids: ArrayLike<number>, topCount: number): PromptScores {
  return logits.slice(0, -1).map((place, i) => scoreToken(place, ids[i + 1], topCount))
}
