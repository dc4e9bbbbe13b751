import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath } from '@offprint/tools/needs'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { openFile } from './file.ts'
import { readSafetensorsHeader, readStoredTensor } from './safetensors.ts'
import { writeSafetensors } from './safetensors-writer.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-writer-'))
})
afterAll(() => rm(folder, { recursive: true }))

const arrays = {
  'layer.weight': { data: Float32Array.of(1, -2.5, 3.25, 1 / 3), shape: [2, 2], dtype: 'float32' },
  ids: { data: BigInt64Array.of(7n, -8n), shape: [2], dtype: 'int64' },
  mask: { data: Uint8Array.of(1, 0, 1), shape: [3], dtype: 'bool' },
  empty: { data: new Float32Array(0), shape: [0, 4], dtype: 'float32' },
}

it.each(['F32', 'F16', 'BF16'] as const)('writes what it reads again, floats as %s', async (store) => {
  const path = join(folder, `${store}.safetensors`)
  await writeSafetensors(path, arrays, { store, metadata: { made: 'here' } })
  await using file = await openFile(path)
  const { tensors, metadata } = await readSafetensorsHeader(file)
  expect(metadata).toEqual({ made: 'here' })
  for (const [name, { data, shape, dtype }] of Object.entries(arrays)) {
    const tensor = tensors.get(name)!
    const read = await readStoredTensor(file, tensor)
    expect([read.shape, read.dtype]).toEqual([shape, dtype])
    // 11 and 8 bits of precision: the third is rounded by at most half a unit in the last place
    const tolerance = { F32: 0, F16: 2 ** -13, BF16: 2 ** -10 }[store]
    data.forEach((value, i) => {
      expect(Math.abs(Number(read.data[i]) - Number(value))).toBeLessThanOrEqual(tolerance)
    })
    // Numbers can be mapped where they lie.
    if (tensor.end > tensor.start)
      expect(tensor.start % (data.BYTES_PER_ELEMENT / (dtype === 'float32' && store !== 'F32' ? 2 : 1))).toBe(0)
  }
})

it('leaves nothing behind when it fails, and an older file as it was', async () => {
  const path = join(folder, 'kept.safetensors')
  await writeSafetensors(path, { a: arrays.ids })
  const before = await readFile(path)
  await expect(writeSafetensors(path, { a: { ...arrays.ids, shape: [3] } })).rejects.toThrow(/shape \[3\] and 16 bytes of int64/)
  await expect(writeSafetensors(path, { a: { ...arrays.ids, dtype: 'complex' } })).rejects.toThrow(/a is complex/)
  expect(await readFile(path)).toEqual(before)
  expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([])
})

it(
  'writes a published file anew, value for value',
  needs('shared', async () => {
    await using original = await openFile(sharedPath('data/golden-models/codegen/model.safetensors'))
    const { tensors } = await readSafetensorsHeader(original)
    const read = await Promise.all([...tensors].map(async ([name, tensor]) => [name, await readStoredTensor(original, tensor)] as const))
    await writeSafetensors(join(folder, 'codegen.safetensors'), Object.fromEntries(read))
    await using copy = await openFile(join(folder, 'codegen.safetensors'))
    const copied = (await readSafetensorsHeader(copy)).tensors
    for (const [name, array] of read) expect((await readStoredTensor(copy, copied.get(name)!)).data).toEqual(array.data)
  }),
)
