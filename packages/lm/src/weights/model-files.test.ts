import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { trainByteBpe } from '../tokenizers/byte-bpe.ts'
import { readJsonFile } from './json-file.ts'
import { openModelFiles } from './model-files.ts'
import { writeModelFolder } from './model-folder.ts'
import { writeSafetensors } from './safetensors-writer.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-models-'))
})
afterAll(() => rm(folder, { recursive: true }))

const weight = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length], dtype: 'float32' })

it('opens what was written: config, values, tokenizer and template', async () => {
  const path = join(folder, 'written')
  await writeModelFolder(path, {
    config: { model_type: 'gpt2', n_layer: 1 },
    parameters: { 'wte.weight': weight(1, 2) },
    tokenizer: trainByteBpe(['a a'], { vocabSize: 260, special: ['<|end|>'] }),
    specialTokens: { eos_token: '<|end|>' },
    chatTemplate: '{{ messages[0].content }}{{ eos_token }}',
    card: '# A model',
  })
  await using files = await openModelFiles(path)
  expect(files).toMatchObject({
    format: 'safetensors',
    config: { model_type: 'gpt2', torch_dtype: 'float32' },
    weightFiles: [join(path, 'model.safetensors')],
  })
  expect((await files.read('wte.weight')).data).toEqual(Float32Array.of(1, 2))
  expect(await files.readStored('wte.weight')).toHaveLength(8)
  expect((await files.tokenizer())?.encode('a<|end|>').ids).toHaveLength(2)
  expect((await files.chatTemplate())?.([{ role: 'user', content: 'Hi' }])).toBe('Hi<|end|>')
  await expect(files.read('lm_head.weight')).rejects.toMatchObject({ code: 'weights-missing' })
})

it('opens sharded weights by their index, and sees where it lies', async () => {
  const path = join(folder, 'sharded')
  await writeModelFolder(path, { config: { model_type: 'gpt2' }, parameters: {} })
  await rm(join(path, 'model.safetensors'))
  await writeSafetensors(join(path, 'model-00001-of-00002.safetensors'), { a: weight(1) })
  await writeSafetensors(join(path, 'model-00002-of-00002.safetensors'), { b: weight(2) })
  const index = (map: object) => writeFile(join(path, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }))
  await index({ a: 'model-00001-of-00002.safetensors', b: 'model-00002-of-00002.safetensors' })
  await using files = await openModelFiles(path)
  expect([...(await files.read('b')).data]).toEqual([2])
  expect(files.weightFiles).toHaveLength(2)
  await index({ a: 'model-00002-of-00002.safetensors' })
  await expect(openModelFiles(path)).rejects.toThrow(/holds a, it does not/)
  await index({ a: '../../secret.safetensors' })
  await expect(openModelFiles(path)).rejects.toThrow(/outside of its folder/)
})

it('refuses a name in two files, an empty folder and a path that is not there', async () => {
  const path = join(folder, 'double')
  await writeModelFolder(path, { config: {}, parameters: {} })
  await rm(join(path, 'model.safetensors'))
  for (const name of ['x', 'y']) await writeSafetensors(join(path, `${name}.safetensors`), { a: weight(1) })
  await expect(openModelFiles(path)).rejects.toThrow(/tensor of the same name/)
  await expect(openModelFiles(await mkdtemp(join(folder, 'empty-')))).rejects.toThrow(/but nothing/)
  await expect(openModelFiles(join(folder, 'none'))).rejects.toThrow(/is not there/)
})

it(
  'reads a config with Infinity',
  needs('shared', async () => {
    await using files = await openModelFiles(sharedPath('data/golden-models/mamba2'))
    expect(files.config.time_step_limit).toEqual([0, Infinity])
  }),
)

it(
  'gives a GGUF file in the words of a folder',
  needs(['shared', 'smollm2'], async () => {
    await using files = await openModelFiles(testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf'))
    expect(files.config).toMatchObject({
      model_type: 'llama',
      vocab_size: 49152,
      num_key_value_heads: 3,
      head_dim: 64,
      rope_theta: 100_000,
      tie_word_embeddings: true,
      rope_interleaved: true,
    })
    expect(files.tensors.get('model.layers.29.mlp.down_proj.weight')).toMatchObject({ type: 'Q4_1', shape: [576, 1536] })
    expect(files.tensors.size).toBe(272)
    const { conversations } = (await readJsonFile(sharedPath('data/golden-real/chat.json'))) as {
      conversations: { messages: { role: string; content: string }[]; text: string; ids: number[] }[]
    }
    const [render, tokenizer] = [(await files.chatTemplate())!, (await files.tokenizer())!]
    for (const { messages, text, ids } of conversations) {
      expect(render(messages, { generationPrompt: false })).toBe(text)
      expect([...tokenizer.encode(text, { addSpecial: false }).ids]).toEqual(ids)
    }
  }),
)
