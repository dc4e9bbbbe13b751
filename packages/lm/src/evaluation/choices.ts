import type { CausalLM } from '../causal/causal-lm.ts'
import { type ScoreOptions, scoreContinuations } from './scoring.ts'

/** A choice's log-probability in sum, and by the lengths that evaluations divide it by. */
export type ChoiceScore = { readonly sum: number; readonly perToken: number; readonly perByte: number; readonly perCharacter: number }

/**
 * Log-probabilities of texts behind a context, as lm-evaluation-harness scores multiple choice: the choice's own tokens are those of context and
 * choice together behind as many as the context has; white space at the context's end belongs to the choice. `acc` takes the best `sum`,
 * `acc_norm` the best `perCharacter`, `acc_bytes` the best `perByte`.
 */
export async function scoreChoices(
  model: CausalLM,
  context: string,
  choices: readonly string[],
  options: ScoreOptions = {},
): Promise<readonly ChoiceScore[]> {
  const trimmed = context.trimEnd()
  const space = context.slice(trimmed.length)
  const contextIds = Array.from(model.tokenizer.encode(trimmed).ids)
  const ids = choices.map((choice) => Array.from(model.tokenizer.encode(trimmed + space + choice).ids).slice(contextIds.length))
  const scores = await scoreContinuations(model, contextIds, ids, options)
  return scores.map(({ sum }, i) => ({
    sum,
    perToken: sum / ids[i].length,
    perByte: sum / new TextEncoder().encode(choices[i]).length,
    perCharacter: sum / [...choices[i]].length,
  }))
}
