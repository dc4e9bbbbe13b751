import type { CausalLM } from '../causal/causal-lm.ts'
import { type Finish, generateTokens, type NewToken, type TokenOptions } from './generate-tokens.ts'
import { createTextStream } from './text-stream.ts'

export type GenerateOptions = Omit<TokenOptions, 'until'> & {
  /** A sequence ends before the first of these texts. */
  readonly stop?: readonly string[]
}

/** A new token and the text that can be shown with it: '' while a character or a stop string may be under way. */
export type GeneratedPiece = { readonly row: number; readonly text: string; readonly token: NewToken }

/** What was written behind a prompt: the pieces joined. `ids` also holds the end token or the tokens of the stop string. */
export type Generation = { readonly text: string; readonly ids: readonly number[]; readonly finish: Finish }

/**
 * Writes on from texts (or token ids): yields pieces of text as they come, in turn where there are several prompts, and returns the whole.
 * Special tokens have no text. Throws as `generateTokens` does.
 *
 * @example
 * for await (const { text } of generate(model, ['Once upon a time'], { maxNewTokens: 40, seed: 1, processors: () => topP(0.9) }))
 *   process.stdout.write(text)
 */
export async function* generate(
  model: CausalLM,
  prompts: readonly (string | ArrayLike<number>)[],
  { stop, ...options }: GenerateOptions,
): AsyncGenerator<GeneratedPiece, readonly Generation[]> {
  const ids = prompts.map((prompt) => (typeof prompt === 'string' ? model.tokenizer.encode(prompt).ids : prompt))
  const streams = prompts.map(() => createTextStream(model.tokenizer, stop))
  const texts = prompts.map(() => '')
  const fresh = prompts.map(() => '')
  const until = (row: number, id: number) => {
    const { text, stopped } = streams[row].push(id)
    fresh[row] = text
    return stopped
  }
  const tokens = generateTokens(model, ids, { ...options, until })
  try {
    for (;;) {
      const next = await tokens.next()
      if (next.done) return next.value.map((sequence, row) => ({ ...sequence, text: texts[row] }))
      const { row, finish } = next.value
      const text = fresh[row] + (finish ? streams[row].end() : '')
      fresh[row] = ''
      texts[row] += text
      yield { row, text, token: next.value }
    }
  } finally {
    // A caller that stops listening stops the model too.
    await tokens.return([])
  }
}

/** Runs a generator to its end and gives what it returns. */
export async function finishGeneration<T>(generator: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const next = await generator.next()
    if (next.done) return next.value
  }
}
