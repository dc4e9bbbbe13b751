import { createRandom } from '@offprint/engine'

import type { CausalLM } from '../causal/causal-lm.ts'
import { type Insertions, prefixLength } from '../causal/insertions.ts'
import type { UniformSource } from '../evaluation/interval.ts'
import { argmax, drawToken } from './distribution.ts'
import type { LogitProcessor } from './logit-processors.ts'
import { type ScoredId, scoreToken } from './score-token.ts'

export type TokenOptions = {
  /** At least 1; fewer are written where the model's context ends. */
  readonly maxNewTokens: number
  /** Tokens are drawn with this seed, each sequence of a batch from a stream of its own; without it the likeliest is taken. */
  readonly seed?: number
  /** What changes the logits of sequence `row` before the choice; made anew for each, as it may have state. */
  readonly processors?: (row: number) => LogitProcessor
  /** Tokens that end a sequence; the model's own where not given. */
  readonly endIds?: readonly number[]
  /** Ends sequence `row` after this token. */
  readonly until?: (row: number, id: number) => boolean
  /** Ask for the log-probability of each token, and of this many likeliest ones: the model's own, before `processors`. */
  readonly topCount?: number
  readonly insert?: Insertions
  readonly signal?: AbortSignal
}

/** stop: an end token, or `until` said so; length: there was no room for more. */
export type Finish = 'stop' | 'length'

export type NewToken = {
  /** Index of the prompt that it goes on from. */
  readonly row: number
  readonly id: number
  /** Set on the last token of a sequence. */
  readonly finish?: Finish
  /** Where `topCount` was given. */
  readonly scored?: ScoredId
}

/** What was written behind a prompt, end token included. */
export type TokenSequence = { readonly ids: readonly number[]; readonly finish: Finish }

type Running = {
  readonly row: number
  readonly ids: number[]
  readonly promptLength: number
  readonly room: number
  readonly processor?: LogitProcessor
  readonly random?: UniformSource
  finish?: Finish
}

/**
 * Writes on from prompts of unequal length, side by side: yields each token as it comes, and returns the whole sequences. Sequences that have
 * ended make room in the batch. The same seed gives the same tokens whatever else is in the batch. Throws RangeError for an empty prompt,
 * one that is longer than the model's context, and ids of another vocabulary.
 */
export async function* generateTokens(
  model: CausalLM,
  prompts: readonly ArrayLike<number>[],
  options: TokenOptions,
): AsyncGenerator<NewToken, readonly TokenSequence[]> {
  const { insert, signal, endIds = model.endIds, until } = options
  const all = prompts.map((prompt, row) => startSequence(model, prompt, row, options))
  if (all.length === 0) return []
  signal?.throwIfAborted()
  const ends = new Set(endIds)
  const decoding = model.start(prompts.length, { insert })
  let running = all
  let logits = await decoding.next(prompts)
  for (;;) {
    for (const [i, sequence] of running.entries()) {
      const token = chooseToken(sequence, logits[i], options.topCount)
      sequence.ids.push(token.id)
      if (ends.has(token.id) || until?.(sequence.row, token.id)) sequence.finish = 'stop'
      else if (sequence.ids.length - sequence.promptLength >= sequence.room) sequence.finish = 'length'
      yield { row: sequence.row, ...token, ...(sequence.finish && { finish: sequence.finish }) }
    }
    signal?.throwIfAborted()
    const kept = [...running.keys()].filter((i) => !running[i].finish)
    if (kept.length === 0) return all.map(({ ids, promptLength, finish }) => ({ ids: ids.slice(promptLength), finish: finish! }))
    if (kept.length < running.length) decoding.select(kept)
    running = kept.map((i) => running[i])
    logits = await decoding.next(running.map(({ ids }) => ids.slice(-1)))
  }
}

function startSequence(
  { sizes }: CausalLM,
  prompt: ArrayLike<number>,
  row: number,
  { maxNewTokens, seed, processors, insert = {} }: TokenOptions,
): Running {
  if (!(maxNewTokens >= 1)) throw new RangeError(`maxNewTokens is ${maxNewTokens}: it must be at least 1.`)
  // A prompt that fills the context still has a next token.
  const left = Math.max(1, sizes.maxLengthTokens - prefixLength(insert) - prompt.length)
  return {
    row,
    ids: Array.from(prompt),
    promptLength: prompt.length,
    room: Math.min(maxNewTokens, left),
    processor: processors?.(row),
    // Streams of neighboring seeds must not meet those of neighboring rows.
    ...(seed !== undefined && { random: createRandom(seed * 65_537 + row) }),
  }
}

function chooseToken({ processor, random, ids }: Running, logits: Float32Array, topCount?: number): Pick<NewToken, 'id' | 'scored'> {
  const original = topCount !== undefined && processor ? logits.slice() : logits
  processor?.(logits, ids)
  const id = random ? drawToken(logits, random.next()) : argmax(logits)
  return { id, ...(topCount !== undefined && { scored: scoreToken(original, id, topCount) }) }
}
