import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTinyModel, tinySizes } from '../testing/tiny-model.ts'
import { characterTokenizer } from '../tokenizers/character.ts'
import { writeModelFolder } from './model-folder.ts'
import { readModel } from './read-model.ts'
import { writeSafetensors } from './safetensors-writer.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-read-'))
})
afterAll(() => rm(folder, { recursive: true }))

const model = createTinyModel()
const config = { ...tinySizes, model_type: 'llama', vocab_size: model.sizes.vocabSize, eos_token_id: 0 }

it('gives back what was written as a folder: values, sizes, template, end tokens', async () => {
  const path = join(folder, 'tiny')
  const tokenizer = characterTokenizer(['a', 'b', '</s>'])
  const chatTemplate = '{{ bos_token }}{{ messages[0].content }}'
  await writeModelFolder(path, { config, parameters: model.parameters, tokenizer, specialTokens: { bos_token: 'a' }, chatTemplate })
  const read = await readModel(path)
  expect(read).toMatchObject({ name: 'tiny', endIds: [0], config: { layerCount: 2, headSize: 6 } })
  expect(Object.keys(read.parameters).sort()).toEqual(Object.keys(model.parameters).sort())
  for (const [name, { data }] of Object.entries(model.parameters)) expect(read.parameters[name].data).toEqual(data)
  expect([...read.tokenizer.encode('ab').ids]).toEqual([0, 1])
  expect(read.chatTemplate?.([{ role: 'user', content: 'b' }])).toBe('ab')
  expect(read.sha256).toBe(sha256(await readFile(join(path, 'model.safetensors'))))
  await writeFile(join(path, 'generation_config.json'), '{"eos_token_id": [2, 7]}')
  expect((await readModel(path)).endIds).toEqual([2, 7])
})

it('reads weights in several files, named by the sums of all', async () => {
  const path = join(folder, 'shards')
  await writeModelFolder(path, { config, parameters: {} })
  await rm(join(path, 'model.safetensors'))
  const names = Object.keys(model.parameters)
  const shards = ['model-1.safetensors', 'model-2.safetensors']
  const half = (i: number) => names.filter((_, at) => at % 2 === i)
  for (const [i, shard] of shards.entries())
    await writeSafetensors(join(path, shard), Object.fromEntries(half(i).map((name) => [name, model.parameters[name]])))
  const weight_map = Object.fromEntries(shards.flatMap((shard, i) => half(i).map((name) => [name, shard])))
  await writeFile(join(path, 'model.safetensors.index.json'), JSON.stringify({ weight_map }))
  const read = await readModel(path)
  for (const [name, { data }] of Object.entries(model.parameters)) expect(read.parameters[name].data).toEqual(data)
  const lines = await Promise.all(shards.map(async (shard) => `${sha256(await readFile(join(path, shard)))}  ${shard}\n`))
  expect(read.sha256).toBe(sha256(Buffer.from(lines.join(''))))
  expect(() => read.tokenizer.encode('a')).toThrow(/has no tokenizer\.json/)
  await rm(join(path, shards[1]))
  await expect(readModel(path)).rejects.toMatchObject({ code: expect.stringMatching(/^weights-/) })
})

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
