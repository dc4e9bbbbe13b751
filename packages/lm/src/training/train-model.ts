import { rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'

import { architecture } from '../architectures/llama.ts'
import { createCausalLM } from '../causal/causal-lm.ts'
import type { TextLoss } from '../evaluation/perplexity.ts'
import { fileSha256 } from '../weights/file.ts'
import { narrowHalf, widenHalf } from '../weights/half.ts'
import { writeModelFolder } from '../weights/model-folder.ts'
import { type Baselines, nGramBaselines } from './baseline.ts'
import { type Corpus, prepareCorpus } from './corpus.ts'
import { createHeldOutScorer, prepareHeldOut } from './held-out.ts'
import { separatorId, separatorText } from './llama-config.ts'
import { formatModelCard } from './model-card.ts'
import { type LoggedStep, runSteps } from './run-steps.ts'
import { drawSamples, type Sample } from './samples.ts'
import { openTraining, type TrainingSettings, type TrainingState } from './training-state.ts'

export type TrainModelOptions = TrainingSettings & {
  /** Text or JSONL, see `readDocuments`; `fields` are of JSONL rows. */
  readonly file: string
  /** Where the model's folder is written; while training its checkpoint lies in `<folder>.training`. */
  readonly folder: string
  readonly vocabSize: number
  /** The command that makes the model again, for its card. */
  readonly command: string
  readonly threads?: number
  readonly signal?: AbortSignal
}

/** What is told while it works: a logged step, or the share done of reading or measuring. */
export type TrainModelEvent =
  | ({ readonly type: 'step'; readonly totalSteps: number } & LoggedStep)
  | { readonly type: 'share'; readonly of: string; readonly done: number }

export type TrainedModel = {
  readonly folder: string
  readonly sha256: string
  readonly parameterCount: number
  /** Of the stored model on all held-out texts. */
  readonly heldOut: TextLoss
  readonly baselines: Baselines
  readonly tokens: number
  readonly minutes: number
}

const samplePrompts = ['', 'We propose', 'Large language models'] as const
const longestSampleTokens = 120

/**
 * Trains a tokenizer and a Llama on a file's texts and writes a Hugging Face folder with a card. When the signal fires it keeps a
 * checkpoint and returns undefined; called again with the same settings it goes on from there, to bitwise the same losses. Throws
 * TrainingError for a file without text and for a checkpoint of other settings.
 *
 * @example
 * const training = trainModel({ file: 'abstracts.jsonl', fields: ['abstract'], folder: 'nano', preset: trainingPresets.nano, … })
 * for await (const event of training) if (event.type === 'step') console.log(event.step, event.loss)
 */
export async function* trainModel(options: TrainModelOptions): AsyncGenerator<TrainModelEvent, TrainedModel | undefined> {
  const work = resolve(`${options.folder}.training`)
  yield { type: 'share', of: 'reading text', done: 0 }
  const corpus = await prepareCorpus({ ...options, folder: work })
  const training = await openTraining(options, corpus, join(work, 'checkpoint.safetensors'))
  for await (const step of runSteps(options, corpus, training)) yield { type: 'step', totalSteps: options.steps, ...step }
  if (training.step < options.steps) return undefined
  const trained = yield* finish(options, corpus, training)
  await rm(work, { recursive: true })
  return trained
}

async function* finish(options: TrainModelOptions, corpus: Corpus, training: TrainingState): AsyncGenerator<TrainModelEvent, TrainedModel> {
  const { folder, preset, steps } = options
  const { parameters, config } = training
  roundToHalf(parameters)
  const heldOut = yield* scoreHeldOut(options, corpus, training)
  const tokens = steps * preset.batchSize * preset.lengthTokens
  yield { type: 'share', of: 'counting 5-grams', done: 0 }
  const facts = {
    parameterCount: Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0),
    heldOut,
    baselines: nGramBaselines(corpus, tokens, separatorId),
    tokens,
    minutes: training.seconds / 60,
  }
  const samples = await samplesOf(options, corpus, training)
  const card = formatModelCard({ ...options, ...facts, name: basename(resolve(folder)), corpus, samples })
  const specialTokens = { bos_token: separatorText, eos_token: separatorText }
  await writeModelFolder(folder, { config, parameters, store: 'F16', tokenizer: corpus.tokenizerJson, specialTokens, card })
  return { folder, sha256: await fileSha256(join(folder, 'model.safetensors')), ...facts }
}

/** So that what is measured and sampled is what is stored. */
function roundToHalf(parameters: TrainingState['parameters']): void {
  for (const { data } of Object.values(parameters)) (data as Float32Array).set(widenHalf(narrowHalf(data as Float32Array)))
}

async function* scoreHeldOut(
  { preset, threads }: TrainModelOptions,
  { heldOut, tokenizer }: Corpus,
  { logits, parameters }: TrainingState,
): AsyncGenerator<TrainModelEvent, TextLoss> {
  using scorer = createHeldOutScorer(logits, prepareHeldOut(heldOut, tokenizer, { separator: separatorId, ...preset }), threads)
  const scoring = scorer.score(parameters)
  let next = await scoring.next()
  for (; !next.done; next = await scoring.next()) yield { type: 'share', of: 'measuring held-out text', done: next.value }
  return next.value
}

async function samplesOf(
  { preset, threads, seed }: TrainModelOptions,
  { tokenizer }: Corpus,
  { parameters, config }: TrainingState,
): Promise<Sample[]> {
  const sizes = architecture.readConfig(config)
  const described = { name: 'in training', sha256: '', precision: 'exact', endIds: [separatorId] } as const
  using model = createCausalLM({ ...described, tokenizer, parameters, architecture, config: sizes, threads })
  return drawSamples(model, samplePrompts, { seed, maxNewTokens: Math.min(longestSampleTokens, preset.lengthTokens - 8) })
}
