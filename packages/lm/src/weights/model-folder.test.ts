import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath } from '@offprint/tools/needs'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { trainByteBpe } from '../tokenizers/byte-bpe.ts'
import { openModelFiles } from './model-files.ts'
import { writeModelFolder } from './model-folder.ts'
import type { NamedArrays } from './safetensors-writer.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-folder-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Prints a model's best next token, loaded by transformers, for ids on the command line. */
const python = `
import sys, torch
from transformers import AutoModelForCausalLM, AutoTokenizer
model = AutoModelForCausalLM.from_pretrained(sys.argv[1])
tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
ids = tokenizer("the cat")["input_ids"]
print(ids, int(model(torch.tensor([[1, 2, 3]])).logits[0, -1].argmax()))
`

it(
  'writes a folder that transformers loads',
  needs('shared', async (context) => {
    if (spawnSync('python3', ['-c', 'import torch, transformers']).status !== 0) context.skip('needs python3 with transformers')
    const path = join(folder, 'gpt2')
    const tokenizer = trainByteBpe(['the cat'], { vocabSize: 260 })
    await copyModel(sharedPath('data/golden-models/gpt2'), path, tokenizer)
    const { status, stdout, stderr } = spawnSync('python3', ['-c', python, path], { encoding: 'utf8' })
    expect(stderr).not.toMatch(/newly initialized/)
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^\[.*\] \d+\n$/)])
  }),
)

it(
  'writes what it holds and nothing else',
  needs('shared', async () => {
    const path = join(folder, 'plain')
    await copyModel(sharedPath('data/golden-models/gpt2'), path)
    expect((await readdir(path)).sort()).toEqual(['config.json', 'model.safetensors'])
    await using written = await openModelFiles(path)
    await using original = await openModelFiles(sharedPath('data/golden-models/gpt2'))
    expect(written.config).toMatchObject(original.config)
    expect([...written.tensors.keys()].sort()).toEqual([...original.tensors.keys()].sort())
  }),
)

async function copyModel(from: string, to: string, tokenizer?: ReturnType<typeof trainByteBpe>): Promise<void> {
  await using files = await openModelFiles(from)
  const parameters: Record<string, NamedArrays[string]> = {}
  for (const name of files.tensors.keys()) parameters[name] = await files.read(name)
  await writeModelFolder(to, { config: files.config, parameters, tokenizer })
}
