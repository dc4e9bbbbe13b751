import { jit, type NdArray, ndarray, type Tensor } from '@offprint/engine'

import type { TextLoss } from '../evaluation/perplexity.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { ignoredTarget, type TokenBatch } from './batches.ts'
import { nextTokenLoss } from './loss.ts'

/** Held-out texts, cut into windows that a model can be scored on. */
export type HeldOut = { readonly batches: readonly TokenBatch[]; readonly tokenCount: number; readonly byteCount: number }

export type HeldOutOptions = { readonly separator: number; readonly lengthTokens: number; readonly batchSize: number }

/**
 * Every token of every text is scored once, given the separator and the text before it; the separator itself is not scored. A text that is
 * longer than `lengthTokens` is read in windows that overlap by half, of which the later half counts.
 */
export function prepareHeldOut(texts: readonly string[], tokenizer: ModelTokenizer, options: HeldOutOptions): HeldOut {
  const { separator, lengthTokens, batchSize } = options
  const windows = texts.flatMap((text) => windowsOf([separator, ...tokenizer.encode(text, { special: false }).ids], lengthTokens))
  // Windows of alike length side by side: abstracts would be nearly half padding otherwise.
  windows.sort((a, b) => b.ids.length - a.ids.length)
  const batches: TokenBatch[] = []
  for (let start = 0; start < windows.length; start += batchSize) batches.push(batchOf(windows.slice(start, start + batchSize)))
  const tokenCount = windows.reduce((sum, { ids, firstScored }) => sum + ids.length - 1 - firstScored, 0)
  return { batches, tokenCount, byteCount: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) }
}

/** Scores parameters while they change. Holds native memory: dispose it. */
export function createHeldOutScorer<P>(logits: (parameters: P, ids: Tensor) => Tensor, heldOut: HeldOut, threads?: number) {
  const loss = jit(
    (parameters: P, batch: { ids: Tensor; targets: Tensor }) => nextTokenLoss(logits(parameters, batch.ids), batch.targets),
    { threads, dims: { 'batch.ids': ['batch', 'length'], 'batch.targets': ['batch', 'length'] } },
  ) as unknown as Disposable & ((parameters: unknown, batch: TokenBatch) => Promise<NdArray>)
  return {
    /** Yields the share done after each batch. */
    async *score(parameters: unknown): AsyncGenerator<number, TextLoss> {
      let totalNats = 0
      for (const [index, batch] of heldOut.batches.entries()) {
        const mean = Number((await loss(parameters, batch)).data[0])
        totalNats += mean * countScored(batch)
        yield (index + 1) / heldOut.batches.length
      }
      return textLoss(totalNats, heldOut)
    },
    [Symbol.dispose]: () => loss[Symbol.dispose](),
  }
}

/** From the sum of −log p over all tokens of the texts. Throws RangeError where there is nothing to predict. */
export function textLoss(totalNats: number, { tokenCount, byteCount }: Pick<HeldOut, 'tokenCount' | 'byteCount'>): TextLoss {
  if (!(tokenCount > 0 && byteCount > 0)) throw new RangeError(`There is nothing to score: ${tokenCount} tokens, ${byteCount} bytes.`)
  const loss = totalNats / tokenCount
  return {
    loss,
    perplexity: Math.exp(loss),
    bitsPerByte: totalNats / Math.LN2 / byteCount,
    totalNats,
    predictedTokens: tokenCount,
    predictedBytes: byteCount,
  }
}

/** `ids` with one token more than a model reads; targets before `firstScored` were scored in the window before. */
type Window = { readonly ids: readonly number[]; readonly firstScored: number }

function windowsOf(ids: readonly number[], length: number): Window[] {
  const windows: Window[] = [{ ids: ids.slice(0, length + 1), firstScored: 0 }]
  const half = Math.floor(length / 2)
  for (let scored = length; scored < ids.length - 1; scored += length - half) {
    const start = scored - half
    windows.push({ ids: ids.slice(start, start + length + 1), firstScored: half })
  }
  return windows
}

/** The longest window comes first. */
function batchOf(windows: readonly Window[]): TokenBatch {
  const length = windows[0].ids.length - 1
  const ids = new Int32Array(windows.length * length)
  const targets = new Int32Array(windows.length * length).fill(ignoredTarget)
  windows.forEach((window, row) => {
    ids.set(window.ids.slice(0, -1), row * length)
    targets.set(window.ids.slice(1 + window.firstScored), row * length + window.firstScored)
  })
  return { ids: ndarray(ids, [windows.length, length]), targets: ndarray(targets, [windows.length, length]) }
}

function countScored({ targets }: TokenBatch): number {
  let count = 0
  for (const target of targets.data as Int32Array) if (target !== ignoredTarget) count++
  return count
}
