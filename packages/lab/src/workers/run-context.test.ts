import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { sha256 } from '../data-sets/sha256.ts'
import type { ModelSource } from '../models/model-source.ts'
import { needs } from '../testing/methods/counter/experiment.ts'
import { addWords } from '../testing/test-lab.ts'
import { createOnce, findModels, joinIdentities, openContext } from './run-context.ts'

const identity = (name: string) => ({ name, sha256: sha256(name), precision: 'exact' as const })
const models: ModelSource = {
  findChat: async (name = 'chat') => ({ identity: identity(name), open: async () => ({ name, complete: async () => [] }) }),
  findEmbedder: async (name) => ({ missing: `no embedder ${name ?? ''}` }),
}
const signal = new AbortController().signal
const nothing = { data: [], chat: false, embedder: false }

it('opens what is wanted, says what it was, and refuses what was not named', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'offprint-context-'))
  await addWords(dataFolder)
  const wanted = { data: ['words'], chat: true, embedder: false }
  const { context, data, model } = await openContext({ needs, wanted, places: { dataFolder }, models, seed: 4, signal })
  expect(context.data('words').text('words.txt')).toBe('foo\n')
  expect(data).toEqual([{ name: 'words.txt', sha256: sha256('foo\n') }])
  expect(model).toEqual(identity('chat'))
  expect(() => context.embedder()).toThrow(/without naming it in its needs/)
  expect(() => context.data('other')).toThrow(/the data set other/)
})

it('draws by the seed alone', async () => {
  const open = (seed: number) => openContext({ needs, wanted: nothing, places: {}, models, seed, signal })
  const first = (await open(4)).context.random.next()
  expect((await open(4)).context.random.next()).toBe(first)
  expect((await open(5)).context.random.next()).not.toBe(first)
})

it('says that a model is missing, in the words of its source', async () => {
  await expect(findModels({ wanted: { ...nothing, embedder: true }, models })).rejects.toMatchObject({
    code: 'missing-model',
    message: 'no embedder ',
  })
})

it('gives a name to the role that it can play where both roles are wanted', async () => {
  const both = { data: [], chat: true, embedder: true }
  await expect(findModels({ wanted: both, models, model: 'minilm' })).rejects.toThrow('no embedder minilm')
  await expect(findModels({ wanted: both, models, model: 'chat:x' })).rejects.toThrow(/^no embedder $/)
  expect((await findModels({ wanted: { ...nothing, chat: true }, models, model: 'big' })).chat?.identity.name).toBe('big')
})

it('joins two models into one identity that changes with each', () => {
  const joined = joinIdentities([identity('a'), identity('b')])
  expect(joined?.name).toBe('a + b')
  expect(joinIdentities([identity('a'), identity('c')])?.sha256).not.toBe(joined?.sha256)
  expect(joinIdentities([])).toBeUndefined()
})

it('opens a set once for all contexts that share it, and does not look again for one that failed', async () => {
  const once = createOnce()
  let opened = 0
  const make = async () => ++opened
  expect([await once('data words', make), await once('data words', make), await once('data other', make)]).toEqual([1, 1, 2])
  const dataFolder = mkdtempSync(join(tmpdir(), 'offprint-context-'))
  const wanted = { data: ['words'], chat: false, embedder: false }
  const open = () => openContext({ needs, wanted, places: { dataFolder }, models, seed: 1, signal, once: shared })
  const shared = createOnce()
  await expect(open()).rejects.toThrow(/words\.txt could not be had/)
  await addWords(dataFolder)
  await expect(open()).rejects.toThrow(/words\.txt could not be had/)
})
