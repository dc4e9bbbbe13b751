import { expect, it } from 'vitest'

import { blobSource, bytesSource } from './byte-source.ts'

const bytes = Uint8Array.of(1, 2, 3, 4, 5)

it.each([
  ['bytes', bytesSource(bytes, 'x')],
  ['a blob', blobSource(new Blob([bytes]), 'x')],
])('reads a part of %s into a buffer of its own, and nothing beyond the end', async (_, source) => {
  const part = await source.read(1, 3)
  expect([...part]).toEqual([2, 3, 4])
  expect(part.buffer.byteLength).toBe(3)
  await expect(source.read(3, 3)).rejects.toMatchObject({ code: 'weights-format', message: expect.stringContaining('x ends at byte 5') })
  await expect(source.read(-1, 2)).rejects.toMatchObject({ code: 'weights-format' })
})
