import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ndarray, runOnce, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import { readPooling } from './pooling.ts'

const hidden = ndarray([1, 10, 3, 20, 100, 1000], [1, 3, 2])
const mask = ndarray(Int32Array.from([1, 1, 0]), [1, 3])

async function folderWith(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'offprint-pooling-'))
  await mkdir(join(folder, '1_Pooling'))
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(content))
  return folder
}

const modules = [
  { path: '', type: 'sentence_transformers.models.Transformer' },
  { path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
]

it.each([
  ['pooling_mode_mean_tokens', [2, 15]],
  ['pooling_mode_cls_token', [1, 10]],
  ['pooling_mode_max_tokens', [3, 20]],
  ['pooling_mode_mean_sqrt_len_tokens', [4 / Math.SQRT2, 30 / Math.SQRT2]],
])('%s leaves out padding', async (kind, wanted) => {
  const folder = await folderWith({ 'modules.json': modules, '1_Pooling/config.json': { [kind]: true, pooling_mode_other: false } })
  const { pool, normalize } = await readPooling(folder)
  const pooled = await runOnce((x: Tensor, m: Tensor) => pool(x, m), hidden, mask)
  expect(normalize).toBe(false)
  wanted.forEach((value, i) => {
    expect(Number((pooled as { data: Float32Array }).data[i])).toBeCloseTo(value, 5)
  })
  await rm(folder, { recursive: true })
})

it('takes the limit of sentence_bert_config.json, and refuses two kinds of pooling at once', async () => {
  const plain = await folderWith({ 'sentence_bert_config.json': { max_seq_length: 128 } })
  expect(await readPooling(plain)).toMatchObject({ normalize: true, maxLengthTokens: 128 })
  const both = { pooling_mode_mean_tokens: true, pooling_mode_cls_token: true }
  const folder = await folderWith({ 'modules.json': modules, '1_Pooling/config.json': both })
  await expect(readPooling(folder)).rejects.toThrow(/pooling_mode_mean_tokens and pooling_mode_cls_token/)
  await Promise.all([plain, folder].map((path) => rm(path, { recursive: true })))
})
