import { z } from 'zod'

import { type CausalLM, createCausalLM } from '../../causal/causal-lm.ts'
import { scoreContinuations } from '../../evaluation/scoring.ts'
import { argmax, logSoftmax } from '../../generation/distribution.ts'
import { finishGeneration } from '../../generation/generate.ts'
import { generateTokens } from '../../generation/generate-tokens.ts'
import { generateSeq2SeqBeams } from '../../generation/model-beams.ts'
import { createSeq2SeqLM, type Seq2SeqLM } from '../../seq2seq/seq2seq-lm.ts'
import type { ReadModel } from '../../weights/read-model.ts'
import { beamRun, checkBeams } from '../beam-run.ts'
import { type CheckRow, countDifferences, exactRow, largestDifference, toleranceRow } from '../recorded.ts'
import { type ExpectedFile, logitTolerance, recordedCase, withoutPadding } from './recorded-case.ts'

const ids = z.array(z.int())
const greedyCase = z.object({ tokens_cached: ids, tokens_uncached: ids })
const decoderParts = z.object({
  continuation: z.object({ prompt: ids, continuation: ids, logprobs: z.array(z.number()), sum_logprob: z.number() }),
  greedy: greedyCase.extend({ prompt: ids }),
  greedy_batch: recordedCase,
})
const seq2seqStart = { input_ids: ids, decoder_start_token_id: z.int() }
const seq2seqParts = z.object({
  continuation: z.object({ ...seq2seqStart, continuation: ids, logprobs: z.array(z.number()), sum_logprob: z.number() }),
  greedy: greedyCase.extend(seq2seqStart),
  beam: beamRun.extend(seq2seqStart),
})

/** What a model writes: log-probabilities of a continuation, greedy tokens with and without a cache, beams. */
export async function* checkWriting(read: ReadModel, expected: ExpectedFile): AsyncGenerator<CheckRow> {
  const { architecture } = read
  const parts = { ...read, precision: 'exact', threads: 1 } as const
  if (architecture.kind === 'decoder') {
    using model = createCausalLM({ ...parts, architecture })
    yield* checkDecoder(model, decoderParts.parse(expected))
  }
  if (architecture.kind === 'encoder-decoder') {
    using model = createSeq2SeqLM({ ...parts, architecture })
    yield* checkSeq2Seq(model, seq2seqParts.parse(expected))
  }
}

async function* checkDecoder(model: CausalLM, parts: z.infer<typeof decoderParts>): AsyncGenerator<CheckRow> {
  const { continuation, greedy, greedy_batch: batch } = parts
  const [scored] = await scoreContinuations(model, continuation.prompt, [continuation.continuation])
  yield* continuationRows(scored.logProbabilities, continuation)
  const cached = await writeGreedily(model, [greedy.prompt], greedy.tokens_cached.length)
  yield exactRow('greedy cached', countDifferences(cached[0], greedy.tokens_cached))
  yield exactRow('greedy uncached', countDifferences(await writeUncached(model, greedy), greedy.tokens_uncached))
  const wanted = z.array(ids).parse(batch.tokens)
  const written = await writeGreedily(model, withoutPadding(batch), wanted[0].length)
  yield exactRow('greedy_batch', countDifferences(written.flat(), wanted.flat()))
}

async function writeGreedily(model: CausalLM, prompts: readonly number[][], count: number): Promise<readonly number[][]> {
  const sequences = await finishGeneration(generateTokens(model, prompts, { maxNewTokens: count, endIds: [] }))
  return sequences.map((sequence) => [...sequence.ids])
}

async function writeUncached(model: CausalLM, { prompt, tokens_uncached: { length } }: z.infer<typeof decoderParts>['greedy']) {
  const text = [...prompt]
  for (let i = 0; i < length; i++) text.push(argmax((await model.start(1).next([text]))[0]))
  return text.slice(prompt.length)
}

async function* checkSeq2Seq(model: Seq2SeqLM, { continuation, greedy, beam }: z.infer<typeof seq2seqParts>): AsyncGenerator<CheckRow> {
  const scores: number[] = []
  const decoding = await model.start([continuation.input_ids])
  for (const [i, id] of continuation.continuation.entries()) {
    const [logits] = await decoding.next([[i === 0 ? continuation.decoder_start_token_id : continuation.continuation[i - 1]]])
    scores.push(logSoftmax(logits)[id])
  }
  yield* continuationRows(scores, continuation)
  yield exactRow('greedy cached', countDifferences(await writeSeq2Seq(model, greedy, true), greedy.tokens_cached))
  yield exactRow('greedy uncached', countDifferences(await writeSeq2Seq(model, greedy, false), greedy.tokens_uncached))
  const run = { ...beam, prompt: [beam.decoder_start_token_id] }
  yield* checkBeams('beam', run, (options) => generateSeq2SeqBeams(model, beam.input_ids, options))
}

async function writeSeq2Seq(model: Seq2SeqLM, greedy: z.infer<typeof seq2seqParts>['greedy'], isCached: boolean): Promise<number[]> {
  const written: number[] = [greedy.decoder_start_token_id]
  let decoding = await model.start([greedy.input_ids])
  for (let i = 0; i < greedy.tokens_cached.length; i++) {
    if (!isCached) decoding = await model.start([greedy.input_ids])
    written.push(argmax((await decoding.next([isCached ? written.slice(-1) : written]))[0]))
  }
  return written.slice(1)
}

function* continuationRows(
  scores: ArrayLike<number>,
  { logprobs, sum_logprob }: { readonly logprobs: number[]; readonly sum_logprob: number },
): Generator<CheckRow> {
  yield toleranceRow('continuation logprobs', largestDifference(scores, logprobs), logitTolerance)
  const total = Array.from(scores).reduce((sum, x) => sum + x, 0)
  yield toleranceRow('continuation sum_logprob', Math.abs(total - sum_logprob), logitTolerance)
}
