import { ndarray } from '@offprint/engine'

import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import type { TokenBatch } from './batches.ts'

/** Documents as one endless stream of tokens, encoded as far as it was asked for; after the last document it begins again. */
export type TokenStream = {
  /** Tokens [start, start + count). */
  read(start: number, count: number): Int32Array
  /** All documents once, cut off after `most` tokens. */
  readOnce(most: number): Int32Array
}

/** Each document is `separator` and its text's tokens. */
export function createTokenStream(texts: readonly string[], tokenizer: ModelTokenizer, separator: number): TokenStream {
  let tokens = new Int32Array(1 << 16)
  let length = 0
  let next = 0
  const addDocument = () => {
    const { ids } = tokenizer.encode(texts[next++], { special: false })
    while (length + 1 + ids.length > tokens.length) tokens = doubled(tokens)
    tokens[length] = separator
    tokens.set(ids, length + 1)
    length += 1 + ids.length
  }
  const encodeTo = (count: number) => {
    while (length < count && next < texts.length) addDocument()
  }
  const at = (position: number) => tokens[next < texts.length ? position : position % length]
  return {
    read(start, count) {
      encodeTo(start + count)
      return Int32Array.from({ length: count }, (_, i) => at(start + i))
    },
    readOnce(most) {
      encodeTo(most)
      return tokens.slice(0, Math.min(most, length))
    },
  }
}

/**
 * Batches in the stream's own order: step n takes the n-th `batchSize` windows of `length` tokens. They do not depend on how many steps
 * there will be, so two trainings of any length and any model see the same data in the same order.
 */
export function streamBatches(stream: TokenStream, { batchSize, length }: { batchSize: number; length: number }) {
  return (step: number): TokenBatch => {
    const tokens = stream.read(step * batchSize * length, batchSize * length + 1)
    const shape = [batchSize, length]
    return { ids: ndarray(tokens.slice(0, -1), shape), targets: ndarray(tokens.slice(1), shape) }
  }
}

function doubled(tokens: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(tokens.length * 2)
  larger.set(tokens)
  return larger
}
