import { expect, it } from 'vitest'

import type { Input } from './open-input.ts'
import { readInput } from './read-input.ts'
import { collectReadings, streamOf } from './testing.ts'

const context = { modifiedAt: new Date('2025-01-01T00:00:00Z') }

function inputOf(content: string | Uint8Array, name = 'data'): Input {
  return { label: name, name, bytes: streamOf(content), modifiedAt: context.modifiedAt, totalBytes: 0, readBytes: () => 0 }
}

it('recognises a format by what stands in it', async () => {
  const { records } = await collectReadings(await readInput(inputOf('[{"id":"2401.00001","title":"T","summary":"S"}]'), context))
  expect(records).toHaveLength(1)
})

it('lists the known formats where it knows none', async () => {
  await expect(readInput(inputOf('%PDF-1.7 …', 'paper.pdf'), context)).rejects.toMatchObject({
    code: 'unknown-format',
    message: expect.stringMatching(/^paper\.pdf is in no format.*BibTeX/),
  })
})

it('refuses blank input and UTF-16 in words', async () => {
  await expect(readInput(inputOf(' \n\t '), context)).rejects.toMatchObject({ code: 'empty' })
  await expect(readInput(inputOf(Buffer.from('\ufeffDaily Papers', 'utf16le')), context)).rejects.toThrow('Save it as UTF-8')
})
