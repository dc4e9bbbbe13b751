import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { writeSafetensors } from '../weights/safetensors-writer.ts'
import { describeModel } from './describe.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-describe-'))
})
afterAll(() => rm(folder, { recursive: true }))

const weight = (...shape: number[]) => ({ data: new Float32Array(shape.reduce((a, b) => a * b)), shape, dtype: 'float32' })

it('counts the parameters of all shards, without ids, and hashes them in the order of their names', async () => {
  await writeFile(join(folder, 'config.json'), '{"model_type":"gpt2"}')
  await writeFile(join(folder, 'README.md'), '---\nlanguage: en\nlicense: "mit"\n---\n# Model')
  await writeSafetensors(join(folder, 'b.safetensors'), {
    b: weight(2, 3),
    position_ids: { data: new BigInt64Array(9), shape: [9], dtype: 'int64' },
  })
  await writeSafetensors(join(folder, 'a.safetensors'), { a: weight(5) })
  const row = await describeModel(folder, 'tiny')
  expect(row).toMatchObject({ name: 'tiny', architecture: 'gpt2', parameters: 11, format: 'safetensors', licence: 'mit', path: folder })
  expect(row.sha256).toMatch(/^[0-9a-f]{64}$/)
  await writeSafetensors(join(folder, 'a.safetensors'), { a: { ...weight(5), data: Float32Array.of(0, 0, 0, 0, 1) } })
  expect((await describeModel(folder, 'tiny')).sha256).not.toBe(row.sha256)
})

it('names a config that is none of a model', async () => {
  await writeFile(join(folder, 'config.json'), '{}')
  await expect(describeModel(folder, 'tiny')).rejects.toThrow(/has no model_type/)
})
