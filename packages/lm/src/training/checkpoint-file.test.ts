import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { adamw, createRandom } from '@offprint/engine'
import { expect, it } from 'vitest'

import { writeSafetensors } from '../weights/safetensors-writer.ts'
import { takeCheckpoint } from './checkpoint.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts'

it('gives back bitwise what was written, and refuses a file that is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offprint-checkpoint-'))
  try {
    const parameters = { w: createRandom(1).normal([3, 4]) }
    const optimizer = adamw({ rate: 0.1, clipNorm: 1 })
    const state = optimizer.init(parameters)
    optimizer.update(parameters, { w: createRandom(2).normal([3, 4]) }, state)
    const stored = { checkpoint: takeCheckpoint(parameters, state, 7), settings: '{"seed":1}', totalSteps: 9, seconds: 1.25 }
    await writeCheckpoint(join(folder, 'a'), stored)
    expect(await readCheckpoint(join(folder, 'a'))).toEqual(stored)
    await writeSafetensors(join(folder, 'b'), parameters)
    await expect(readCheckpoint(join(folder, 'b'))).rejects.toMatchObject({ code: 'training-checkpoint' })
  } finally {
    await rm(folder, { recursive: true })
  }
})
