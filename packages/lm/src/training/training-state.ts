import { adamw, type NdArray, type Optimizer, type OptimizerState, type Tensor } from '@offprint/engine'

import type { Parameters } from '../architectures/architecture.ts'
import { architecture } from '../architectures/llama.ts'
import { fileSizeBytes } from '../weights/file.ts'
import { restoreCheckpoint, takeCheckpoint } from './checkpoint.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts'
import type { Corpus } from './corpus.ts'
import { initializeParameters } from './initialize.ts'
import { llamaConfig } from './llama-config.ts'
import type { TrainingPreset } from './presets.ts'
import { decayStartOf, warmupConstantDecay } from './schedule.ts'
import { TrainingError } from './training-error.ts'

/** A training under way; `step` and `seconds` count what is done. */
export type TrainingState = {
  readonly config: Readonly<Record<string, unknown>>
  readonly logits: (parameters: Parameters, ids: Tensor) => Tensor
  readonly parameters: Record<string, NdArray>
  readonly optimizer: Optimizer
  readonly state: OptimizerState
  step: number
  seconds: number
  /** Writes the checkpoint. */
  save(): Promise<void>
}

/** All that the losses depend on, beside the text. */
export type TrainingSettings = {
  readonly preset: TrainingPreset
  readonly steps: number
  readonly seed: number
  readonly fields: readonly string[]
  readonly heldOutCount?: number
}

const warmupSteps = 50
const decayShare = 0.25

/**
 * A fresh training, or the one whose checkpoint lies at `path`. Throws TrainingError where that is of other settings. Its number of steps
 * alone may have changed, as long as the rate has not begun to fall: up to there the two trainings are the same.
 */
export async function openTraining(settings: TrainingSettings, corpus: Corpus, path: string): Promise<TrainingState> {
  const { preset, seed, steps: totalSteps } = settings
  const config = llamaConfig(preset, corpus.tokenizer.vocabSize)
  const sizes = architecture.readConfig(config)
  const parameters = initializeParameters(architecture.shapes(sizes), seed)
  const rate = warmupConstantDecay({ peak: preset.rate, warmupSteps, totalSteps, decayShare })
  // β2 0.99: a batch of 2,000 tokens is small, its squared gradients want a longer memory than large runs' 0.95.
  const optimizer = adamw({ rate, beta2: 0.99, weightDecay: 0.1, clipNorm: 1 })
  const state = optimizer.init(parameters)
  const identity = identityOf(settings, corpus)
  const training: TrainingState = {
    config,
    logits: (weights, ids) => architecture.forward(weights, sizes, { ids }).logits,
    parameters,
    optimizer,
    state,
    step: 0,
    seconds: 0,
    save: () =>
      writeCheckpoint(path, {
        checkpoint: takeCheckpoint(parameters, state, training.step),
        settings: identity,
        totalSteps,
        seconds: training.seconds,
      }),
  }
  if ((await fileSizeBytes(path)) !== undefined) await resume(training, path, identity, totalSteps)
  return training
}

function identityOf({ preset, seed, heldOutCount, fields }: TrainingSettings, { sha256, tokenizer }: Corpus): string {
  return JSON.stringify({ ...preset, seed, vocabSize: tokenizer.vocabSize, heldOutCount, fields, data: sha256 })
}

async function resume(training: TrainingState, path: string, settings: string, totalSteps: number): Promise<void> {
  const stored = await readCheckpoint(path)
  if (stored.settings !== settings) {
    throw new TrainingError(
      'training-checkpoint',
      `${path} is of a training with other settings (${stored.settings}; now ${settings}). Go on with those, or remove it.`,
    )
  }
  const { step } = stored.checkpoint
  const decayStart = Math.min(decayStartOf(totalSteps, decayShare), decayStartOf(stored.totalSteps, decayShare))
  if (stored.totalSteps !== totalSteps && step > decayStart) {
    throw new TrainingError(
      'training-checkpoint',
      `${path} is at step ${step} of ${stored.totalSteps}; with ${totalSteps} steps its rate would have begun to fall at step ${decayStart}. Ask for ${stored.totalSteps} steps, or remove it.`,
    )
  }
  restoreCheckpoint(training.parameters, training.state, stored.checkpoint)
  training.step = step
  training.seconds = stored.seconds
}
