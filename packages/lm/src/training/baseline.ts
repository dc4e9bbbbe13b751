import { trainNGram } from '../evaluation/n-gram.ts'
import type { TextLoss } from '../evaluation/perplexity.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import type { Corpus } from './corpus.ts'
import { textLoss } from './held-out.ts'
import { createTokenStream } from './token-stream.ts'

/** 5-gram models on the same held-out texts: one that counted what the trained model saw, and one that counted all of the training text. */
export type Baselines = { readonly sameTokens: TextLoss; readonly allTokens: TextLoss; readonly allTokenCount: number }

const order = 5
/** Counting holds all n-grams in memory, about 70 bytes a token. */
const mostTokens = 25_000_000

/** `tokens`: how many the trained model saw, repeats included. */
export function nGramBaselines({ training, heldOut, tokenizer }: Corpus, tokens: number, separator: number): Baselines {
  const stream = createTokenStream(training, tokenizer, separator).readOnce(mostTokens)
  const score = (ids: Int32Array) => nGramLoss(ids, heldOut, { tokenizer, separator })
  const allTokens = score(stream)
  return { sameTokens: tokens < stream.length ? score(stream.subarray(0, tokens)) : allTokens, allTokens, allTokenCount: stream.length }
}

/**
 * How well a 5-gram model that counted a stream of tokens predicts texts. Scored as a trained model is, each token once, after the
 * separator and the text before it.
 */
export function nGramLoss(
  stream: Int32Array,
  texts: readonly string[],
  { tokenizer, separator }: { tokenizer: ModelTokenizer; separator: number },
): TextLoss {
  const model = trainNGram(stream, { order, vocabSize: tokenizer.vocabSize })
  let totalNats = 0
  let tokenCount = 0
  for (const text of texts) {
    const ids = Int32Array.of(separator, ...tokenizer.encode(text, { special: false }).ids)
    for (let i = 1; i < ids.length; i++) totalNats -= model.logProbability(ids.subarray(Math.max(0, i - order + 1), i), ids[i])
    tokenCount += ids.length - 1
  }
  return textLoss(totalNats, { tokenCount, byteCount: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) })
}
