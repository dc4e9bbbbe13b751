import type { NdArray } from '@offprint/engine'

import { openFile } from '../weights/file.ts'
import { readSafetensorsHeader, readStoredTensor } from '../weights/safetensors.ts'
import { writeSafetensors } from '../weights/safetensors-writer.ts'
import type { Checkpoint } from './checkpoint.ts'
import { TrainingError } from './training-error.ts'

/** A checkpoint on disk: `settings` say what training it is of, `totalSteps` how far it was to go; `seconds` were trained so far. */
export type StoredCheckpoint = {
  readonly checkpoint: Checkpoint
  readonly settings: string
  readonly totalSteps: number
  readonly seconds: number
}

/** Writes it as float32 safetensors, whole or not at all; an older one stays until the new one is there. */
export async function writeCheckpoint(path: string, { checkpoint, settings, totalSteps, seconds }: StoredCheckpoint): Promise<void> {
  const metadata = {
    step: String(checkpoint.step),
    transformSteps: JSON.stringify(checkpoint.transformSteps),
    totalSteps: String(totalSteps),
    seconds: String(seconds),
    settings,
  }
  await writeSafetensors(path, Object.fromEntries(checkpoint.arrays), { metadata })
}

/** Throws WeightsError where the file is missing or damaged, TrainingError where it is no checkpoint. */
export async function readCheckpoint(path: string): Promise<StoredCheckpoint> {
  await using file = await openFile(path)
  const { tensors, metadata } = await readSafetensorsHeader(file)
  const { step, transformSteps, totalSteps, seconds, settings } = metadata
  if (!step || !transformSteps || !settings)
    throw new TrainingError('training-checkpoint', `${path} is no checkpoint of a training: remove it to begin afresh.`)
  const arrays = new Map<string, NdArray>()
  for (const [name, tensor] of tensors) arrays.set(name, (await readStoredTensor(file, tensor)) as NdArray)
  return {
    checkpoint: { step: Number(step), arrays, transformSteps: JSON.parse(transformSteps) as number[] },
    settings,
    totalSteps: Number(totalSteps),
    seconds: Number(seconds),
  }
}
