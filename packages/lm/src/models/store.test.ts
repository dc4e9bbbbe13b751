import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { fileSha256 } from '../weights/file.ts'
import { createModelStore } from './store.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'offprint-store-'))
})
afterEach(() => rm(home, { recursive: true }))
const store = () => createModelStore({ folder: join(home, 'models') })

it(
  'copies a folder in, describes it, lists it and takes it out again',
  needs('shared', async () => {
    const models = store()
    expect(await models.list()).toEqual([])
    const path = sharedPath('data/golden-models/gpt2')
    const row = await models.add(path, 'tiny')
    expect(row).toMatchObject({ name: 'tiny', architecture: 'gpt2', format: 'safetensors', licence: null, path: join(home, 'models/tiny') })
    expect(row.sha256).toBe(await fileSha256(join(path, 'model.safetensors')))
    // 128 · 32 + 64 · 32 embeddings, two layers of 12 · 32² + 13 · 32, the last norm's 64
    expect(row.parameters).toBe(128 * 32 + 64 * 32 + 2 * (12 * 32 ** 2 + 13 * 32) + 64)
    expect(await models.list()).toEqual([row])
    await expect(models.add(path, 'tiny')).rejects.toThrow(/installed already/)
    expect(await models.remove('tiny')).toEqual(row)
    expect([await models.list(), await readdir(join(home, 'models'))]).toEqual([[], []])
  }),
)

it(
  'copies a GGUF file into a folder of its own',
  needs('smollm2', async () => {
    const row = await store().add(testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf'), 'smol')
    expect(row).toMatchObject({
      architecture: 'llama',
      parameters: 134_515_008,
      format: 'gguf',
      licence: 'apache-2.0',
      sizeBytes: 98_362_432,
    })
  }),
)

it(
  'reads the licence of a card',
  needs('minilm', async () => {
    expect((await store().add(testModelPath('all-MiniLM-L6-v2'), 'minilm')).licence).toBe('apache-2.0')
  }),
)

it('leaves nothing behind where the path holds no model, and says what is wrong with a name', async () => {
  const models = store()
  const path = join(home, 'nothing')
  await mkdir(path)
  await expect(models.add(path, 'x')).rejects.toMatchObject({ code: 'weights-missing' })
  await writeFile(join(path, 'config.json'), '{"model_type":"gpt2"}')
  await writeFile(join(path, 'model.safetensors'), 'damaged')
  await expect(models.add(path, 'x')).rejects.toMatchObject({ code: 'weights-format' })
  await expect(models.add(join(home, 'none'), 'x')).rejects.toThrow(/is not there/)
  for (const name of ['../x', '', '.hidden', 'a/b', 'x'.repeat(101)])
    await expect(models.add(path, name)).rejects.toThrow(/cannot name a model/)
  expect(await readdir(join(home, 'models'))).toEqual([])
  await expect(models.show('x')).rejects.toThrow(/no model x is installed/)
  await expect(models.remove('x')).rejects.toMatchObject({ code: 'weights-missing' })
})

it('passes over folders that hold no sound model', async () => {
  await mkdir(join(home, 'models/half'), { recursive: true })
  await writeFile(join(home, 'models/half/config.json'), '{')
  expect(await store().list()).toEqual([])
})
