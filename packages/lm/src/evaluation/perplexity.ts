import type { CausalLM } from '../causal/causal-lm.ts'
import { logProbabilities, type ScoreOptions } from './scoring.ts'

/** How well a model predicts a text. `loss` is mean nats a token; `bitsPerByte` compares models of different vocabularies. */
export type TextLoss = {
  readonly loss: number
  /** exp of `loss`. */
  readonly perplexity: number
  readonly bitsPerByte: number
  /** Sum of −log p over the predicted tokens, in nats. */
  readonly totalNats: number
  readonly predictedTokens: number
  /** UTF-8 bytes of the predicted tokens. */
  readonly predictedBytes: number
}

export type PerplexityOptions = ScoreOptions & {
  /** Tokens a window, the start token not counted; the model's context where not given. */
  readonly windowTokens?: number
  /** A token before each window, so that its first token is predicted too. Without it the first token is not counted. */
  readonly startId?: number
}

/**
 * Loss of token ids in windows without overlap, each run by itself (the last is shorter). A text is to be encoded without special tokens:
 * `model.tokenizer.encode(text, { special: false }).ids`. Throws RangeError where nothing is predicted.
 *
 * @example
 * const { bitsPerByte } = await measurePerplexity(model, ids, { windowTokens: 256 })
 */
export async function measurePerplexity(
  model: CausalLM,
  ids: ArrayLike<number>,
  { windowTokens, startId, ...options }: PerplexityOptions = {},
): Promise<TextLoss> {
  const windows = cutWindows(Array.from(ids), windowTokens ?? defaultWindow(model, startId), startId)
  const scores = await logProbabilities(model, windows, options)
  const predicted = windows.flatMap((window) => window.slice(1))
  if (predicted.length === 0) throw new RangeError(`${ids.length} tokens are too few: without a start token the first is not predicted.`)
  const totalNats = -scores.reduce((sum, window) => sum + window.reduce((a, b) => a + b, 0), 0)
  const predictedBytes = predicted.reduce((sum, id) => sum + model.tokenizer.tokenBytes(id).length, 0)
  const loss = totalNats / predicted.length
  return {
    loss,
    perplexity: Math.exp(loss),
    bitsPerByte: totalNats / Math.LN2 / predictedBytes,
    totalNats,
    predictedTokens: predicted.length,
    predictedBytes,
  }
}

/** Contexts without an end (Mamba-2) and very long ones would need as much memory as a text is long. */
const longestWindow = 2048

function defaultWindow({ sizes }: CausalLM, startId: number | undefined): number {
  return Math.min(longestWindow, sizes.maxLengthTokens - (startId === undefined ? 0 : 1))
}

function cutWindows(ids: readonly number[], windowTokens: number, startId: number | undefined): number[][] {
  const windows: number[][] = []
  for (let start = 0; start < ids.length; start += windowTokens) {
    const window = ids.slice(start, start + windowTokens)
    windows.push(startId === undefined ? window : [startId, ...window])
  }
  return windows
}
