import type { CausalLM } from '../causal/causal-lm.ts'
import { generate } from '../generation/generate.ts'
import { composeProcessors, temperature, topP } from '../generation/logit-processors.ts'

export type Sample = { readonly prompt: string; readonly text: string }

/** One text for each prompt, as a card shows it: temperature 0.8, top-p 0.95, to an end token or `maxNewTokens`. */
export async function drawSamples(
  model: CausalLM,
  prompts: readonly string[],
  { seed, maxNewTokens }: { seed: number; maxNewTokens: number },
): Promise<Sample[]> {
  const ids = prompts.map((prompt) => [model.endIds[0], ...model.tokenizer.encode(prompt, { special: false }).ids])
  const writing = generate(model, ids, { seed, maxNewTokens, processors: () => composeProcessors(temperature(0.8), topP(0.95)) })
  let next = await writing.next()
  while (!next.done) next = await writing.next()
  return next.value.map(({ text }, i) => ({ prompt: prompts[i], text }))
}
