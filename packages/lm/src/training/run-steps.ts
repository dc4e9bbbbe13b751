import type { Tensor } from '@offprint/engine'

import type { Parameters } from '../architectures/architecture.ts'
import type { TextLoss } from '../evaluation/perplexity.ts'
import type { Corpus } from './corpus.ts'
import { createHeldOutScorer, prepareHeldOut } from './held-out.ts'
import { separatorId } from './llama-config.ts'
import { nextTokenLoss } from './loss.ts'
import type { TrainingPreset } from './presets.ts'
import { createTokenStream, streamBatches } from './token-stream.ts'
import { train } from './train.ts'
import type { TrainingState } from './training-state.ts'

export type LoggedStep = {
  readonly step: number
  /** Mean nats a token over the steps since the last logged one. */
  readonly loss: number
  readonly gradientNorm: number
  /** Tokens seen so far. */
  readonly tokens: number
  readonly seconds: number
  /** On the first held-out texts; every tenth of the way. */
  readonly heldOut?: TextLoss
}

export type RunOptions = {
  readonly preset: TrainingPreset
  readonly steps: number
  readonly threads?: number
  readonly signal?: AbortSignal
}

/** So much work is lost at most when the machine goes down; Ctrl-C loses none. */
const checkpointEverySeconds = 60
/** Enough to see a curve, and soon scored. */
const watchedTexts = 48
/** Logged steps of a whole training, and scores of held-out text. */
export const logCount = 200
const scoreCount = 10

/** Trains on from where `training` stands to `steps`, or until the signal fires; keeps a checkpoint in either case. */
export async function* runSteps(
  { steps, preset, threads, signal }: RunOptions,
  corpus: Corpus,
  training: TrainingState,
): AsyncGenerator<LoggedStep, void> {
  if (training.step >= steps) return
  const { parameters, optimizer, state, logits } = training
  const { batchSize, lengthTokens: length } = preset
  const watched = prepareHeldOut(corpus.heldOut.slice(0, watchedTexts), corpus.tokenizer, { separator: separatorId, ...preset })
  using scorer = createHeldOutScorer(logits, watched, threads)
  const loss = (weights: Parameters, batch: { ids: Tensor; targets: Tensor }) => nextTokenLoss(logits(weights, batch.ids), batch.targets)
  const batchAt = streamBatches(createTokenStream(corpus.training, corpus.tokenizer, separatorId), { batchSize, length })
  const seconds = secondsFrom(training.seconds)
  let savedAt = training.seconds
  let losses: number[] = []
  for await (const done of train({ loss, parameters, optimizer, state, batchAt, steps, startStep: training.step, threads, signal })) {
    Object.assign(training, { step: done.step, seconds: seconds() })
    losses.push(done.loss)
    if (training.seconds - savedAt > checkpointEverySeconds) {
      await training.save()
      savedAt = training.seconds
    }
    if (!isNth(done.step, logCount, steps)) continue
    const heldOut = isNth(done.step, scoreCount, steps) ? await lastOf(scorer.score(parameters)) : undefined
    yield { ...done, loss: mean(losses), tokens: done.step * batchSize * length, seconds: training.seconds, ...(heldOut && { heldOut }) }
    losses = []
  }
  await training.save()
}

/** Whether a step is one of about `count` evenly spaced ones, the last among them. */
export function isNth(step: number, count: number, steps: number): boolean {
  return step === steps || step % Math.max(1, Math.floor(steps / count)) === 0
}

function secondsFrom(before: number): () => number {
  const startedAt = performance.now()
  return () => before + (performance.now() - startedAt) / 1000
}

async function lastOf<T>(generator: AsyncGenerator<unknown, T>): Promise<T> {
  let next = await generator.next()
  while (!next.done) next = await generator.next()
  return next.value
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
