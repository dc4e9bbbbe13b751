import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { loadCausalLM } from './load.ts'

const exact = { precision: 'exact' } as const
/** Reading and packing 135 million parameters takes some seconds, on a busy machine many. */
const realModelTimeoutMs = 120_000

/** A copy of a golden model's folder that may be changed. */
async function withCopy(name: string, use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'offprint-load-'))
  try {
    for (const file of ['config.json', 'model.safetensors'])
      await writeFile(join(folder, file), await readFile(sharedPath(`data/golden-models/${name}/${file}`)))
    await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

it(
  'loads a folder of float16 weights and gives its recorded logits',
  needs('shared', async () => {
    const folder = sharedPath('data/golden-models/gpt_neox_f16')
    using model = await loadCausalLM(folder, exact)
    const { single } = (await readJsonFile(join(folder, 'expected.json'))) as { single: { input_ids: number[]; logits: number[][] } }
    const { logits } = await model.forward([single.input_ids])
    single.logits.flat().forEach((value, i) => {
      expect(Math.abs((logits.data as Float32Array)[i] - value)).toBeLessThan(1e-4)
    })
    expect(model).toMatchObject({ name: 'gpt_neox_f16', modelType: 'gpt_neox', precision: 'exact' })
    expect(() => model.tokenizer.encode('a')).toThrow(/gpt_neox_f16 has no tokenizer\.json/)
  }),
)

it(
  'says what is wrong with a folder',
  needs(['shared', 'minilm'], async () => {
    await withCopy('llama', async (folder) => {
      const config = (await readJsonFile(join(folder, 'config.json'))) as object
      const write = (change: object) => writeFile(join(folder, 'config.json'), JSON.stringify({ ...config, ...change }))
      await write({ model_type: 'llama9' })
      await expect(loadCausalLM(folder, exact)).rejects.toThrow(/model_type "llama9".*Known are .*llama/)
      await write({ num_hidden_layers: 3 })
      await expect(loadCausalLM(folder, exact)).rejects.toThrow(/lack model\.layers\.2\..* that llama needs/)
      await write({})
      await cp(testModelPath('all-MiniLM-L6-v2/tokenizer.json'), join(folder, 'tokenizer.json'))
      await expect(loadCausalLM(folder, exact)).rejects.toThrow(/the tokenizer has 30522 tokens, the embedding 128 rows/)
      const weights = await readFile(join(folder, 'model.safetensors'))
      await writeFile(join(folder, 'model.safetensors'), weights.subarray(0, weights.length - 100))
      await expect(loadCausalLM(folder, exact)).rejects.toMatchObject({ code: 'weights-format' })
    })
    await expect(loadCausalLM(sharedPath('data/golden-models/bert'), exact)).rejects.toThrow(/type bert, of kind encoder/)
  }),
)

it(
  'loads a GGUF file with its tokenizer, template and end tokens, and gives recorded logits',
  needs(['shared', 'smollm2'], async () => {
    using model = await loadCausalLM(testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf'), exact)
    const { prompts } = (await readJsonFile(sharedPath('data/golden-real/forward.json'))) as {
      prompts: { text: string; top20: [number, number][] }[]
    }
    const decoding = model.start(1)
    const [logits] = await decoding.next([model.tokenizer.encode(prompts[0].text).ids])
    // Tolerance: golden-real/README.md.
    for (const [id, value] of prompts[0].top20) expect(Math.abs(logits[id] - value)).toBeLessThan(5e-4)
    expect(model).toMatchObject({ name: 'SmolLM2-135M-Instruct.Q4_1', endIds: [2, 0], modelType: 'llama' })
    expect(model.chatTemplate?.([{ role: 'user', content: 'Hi' }])).toMatch(/<\|im_start\|>user\nHi<\|im_end\|>/)
  }),
  realModelTimeoutMs,
)
