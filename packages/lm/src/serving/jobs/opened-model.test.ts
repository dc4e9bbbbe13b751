import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { createTinyModels } from '../../testing/tiny-folder.ts'
import { openModel } from './opened-model.ts'

const never = new AbortController().signal

it('loads a model when it is first needed, keeps it, and tries again after a failure', async () => {
  await using folder = await createTinyModels()
  const path = join(folder.path, 'vectors')
  const model = openModel({ name: 'vectors', path, architecture: 'model2vec', sha256: '' })
  const embed = () => Array.fromAsync(model.run({ kind: 'embed', inputs: ['the cat'] }, never))
  await rename(path, `${path}-away`)
  await expect(embed()).rejects.toThrow(/vectors/)
  await rename(`${path}-away`, path)
  const first = await embed()
  expect(first.map(({ type }) => type)).toEqual(['accepted', 'vectors'])
  await rename(path, `${path}-away`)
  expect(await embed()).toEqual(first)
})
