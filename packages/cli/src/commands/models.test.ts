import { resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerModels } from './models.ts'

const verbs = createVerbRunner()
afterAll(() => verbs[Symbol.asyncDispose]())

/** A real model: the one that comes with the project. */
const embedded = resolve(import.meta.dirname, '../../../../models/nano')

it('copies a model in, lists and shows it with the public fields, and removes it', async () => {
  expect((await verbs.run(registerModels, ['models', 'list'])).notes[0]).toMatch(/No model is installed.*models pull/)
  const added = await verbs.run(registerModels, ['models', 'add', embedded, '--name', 'small', '--json'])
  expect(added.rows).toMatchObject([
    { name: 'small', architecture: 'llama', format: 'safetensors', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ])
  expect(Object.keys(added.rows[0])).toEqual(
    expect.arrayContaining(['name', 'architecture', 'parameters', 'format', 'sha256', 'licence', 'path', 'sizeBytes']),
  )
  expect((await verbs.run(registerModels, ['models', 'list'])).rows).toEqual(added.rows)
  expect((await verbs.run(registerModels, ['models', 'show', 'small'])).text).toMatch(/small {2}llama · 1\.\d M parameters/)
  await verbs.run(registerModels, ['models', 'remove', 'small'])
  expect((await verbs.run(registerModels, ['models', 'list'])).rows).toEqual([])
})

it('says what to do about a model that is not there and a folder that is none', async () => {
  await expect(verbs.run(registerModels, ['models', 'show', 'nobody'])).rejects.toThrow(/nobody.*models list/)
  await expect(verbs.run(registerModels, ['models', 'add', verbs.home, '--name', 'empty'])).rejects.toThrow()
  await expect(verbs.run(registerModels, ['models', 'check', `${verbs.home}/no-such-file.json`])).rejects.toThrow(
    /no-such-file\.json is not there/,
  )
})
