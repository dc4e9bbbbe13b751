import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { findEmbedder } from './embedders.ts'

const freshHome = () => mkdtempSync(join(tmpdir(), 'offprint-home-'))
const embeddedFolder = '/no/such/folder'

it('has the embedded one on a fresh machine, after any that is installed', async () => {
  const home = freshHome()
  const found = await findEmbedder({ home, environment: {} })
  expect(found).toMatchObject({ identity: { name: 'embedder', precision: 'exact' } })
  if ('missing' in found) throw new Error(found.missing)
  const embedder = await found.open()
  const vectors = await embedder.embed(['a reward model for alignment', 'learning from human preferences', 'protein folding'])
  const cosine = (row: number) => vectors.slice(0, 128).reduce((sum, x, i) => sum + x * vectors[row * 128 + i], 0)
  expect(cosine(1)).toBeGreaterThan(cosine(2) + 0.1)
  cpSync(resolve(import.meta.dirname, '../../../../models/embedder'), join(home, 'models/zebra'), { recursive: true })
  expect(await findEmbedder({ home, environment: {} })).toMatchObject({ identity: { name: 'zebra' } })
})

it('says what to do where none is installed, passing over what is no embedder', async () => {
  const home = freshHome()
  mkdirSync(join(home, 'models/half'), { recursive: true })
  writeFileSync(join(home, 'models/half/config.json'), '{"model_type": "model2vec"}')
  writeFileSync(join(home, 'models/note.txt'), '')
  expect(await findEmbedder({ home, environment: {}, embeddedFolder })).toEqual({
    missing: expect.stringMatching(/none is installed.*models pull/),
  })
  expect(await findEmbedder({ home, environment: {}, embeddedFolder }, 'half')).toEqual({
    missing: expect.stringMatching(/no sentence embedder half/),
  })
})

it(
  'finds the static model of the data folder, the same under another name in the home folder, and opens it',
  needs('shared', async () => {
    const dataFolder = sharedPath('data')
    const home = freshHome()
    const found = await findEmbedder({ home, dataFolder, environment: {} })
    if ('missing' in found) throw new Error(found.missing)
    expect(found.identity).toMatchObject({ name: 'potion-base-4M-int8', precision: 'exact' })
    cpSync(join(dataFolder, 'models/potion-base-4M-int8'), join(home, 'models/mine'), { recursive: true })
    const mine = await findEmbedder({ home, dataFolder, environment: {} })
    expect(mine).toMatchObject({ identity: { name: 'mine', sha256: found.identity.sha256 } })
    const embedder = await found.open()
    // Measured in the folder's README: cat and kitten 0.71, cat and airplane 0.03.
    const vectors = await embedder.embed(['cat', 'kitten', 'airplane'])
    const cosine = (row: number) => vectors.slice(0, 128).reduce((sum, x, i) => sum + x * vectors[row * 128 + i], 0)
    expect(cosine(1)).toBeCloseTo(0.71, 2)
    expect(cosine(2)).toBeCloseTo(0.03, 2)
  }),
)

it(
  'opens an installed encoder that was tuned for sentences, and passes over one that was not',
  needs('minilm', async () => {
    const home = freshHome()
    const source = testModelPath('all-MiniLM-L6-v2')
    cpSync(source, join(home, 'models/minilm'), { recursive: true })
    mkdirSync(join(home, 'models/bert'))
    for (const file of ['config.json', 'model.safetensors']) cpSync(join(source, file), join(home, 'models/bert', file))
    const found = await findEmbedder({ home, environment: {} })
    if ('missing' in found) throw new Error(found.missing)
    expect(found.identity.name).toBe('minilm')
    const embedder = await found.open()
    const vectors = await embedder.embed(['cat', 'kitten', 'airplane'])
    const cosine = (row: number) => vectors.slice(0, 384).reduce((sum, x, i) => sum + x * vectors[row * 384 + i], 0)
    expect(cosine(1)).toBeGreaterThan(cosine(2) + 0.2)
  }),
)
