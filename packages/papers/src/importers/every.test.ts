import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

import { loadImporters } from '../reading/registry.ts'
import { collectReadings, streamOf } from '../reading/testing.ts'

const importers = await loadImporters()

describe('importers', () => {
  it('are all found in their folder', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    expect(importers.length).toBe(files.length)
    expect(files.length).toBeGreaterThanOrEqual(5)
  })

  describe.each(importers.map((importer) => [importer.name, importer] as const))('%s', (_name, importer) => {
    const { sample } = importer
    const bytes = Buffer.from(sample.text)

    it('reads everything that its sample holds', async () => {
      const { records, failed } = await collectReadings(importer.read(streamOf(bytes), sample.context))
      expect(records).toEqual(sample.expected)
      expect(failed).toEqual(sample.failed)
    })

    it('reads the same from pieces of any size', async () => {
      for (const size of [1, 7, 100]) {
        const { records } = await collectReadings(importer.read(streamOf(bytes, size), sample.context))
        expect(records).toEqual(sample.expected)
      }
    })

    it('is the only one that recognises its sample', () => {
      const head = { name: sample.fileName, text: sample.text }
      expect(importers.filter((other) => other.detect(head)).map(({ name }) => name)).toEqual([importer.name])
      expect(importers.filter((other) => other.detect({ ...head, name: 'data' })).map(({ name }) => name)).toEqual([importer.name])
    })

    it('reports an invalid byte as a failed record with its position and keeps U+FFFD out of the data', async () => {
      for (let at = 0; at < bytes.length; at += 37) {
        const broken = Buffer.from(bytes)
        broken[at] = 0xff
        const { records } = await collectReadings(importer.read(streamOf(broken), sample.context))
        expect(JSON.stringify(records)).not.toContain('\ufffd')
      }
    })

    it('survives a cut at any byte', async () => {
      for (let end = 0; end < bytes.length; end += 13) {
        const { records } = await collectReadings(importer.read(streamOf(bytes.subarray(0, end)), sample.context))
        expect(records.length).toBeLessThanOrEqual(sample.expected.length)
      }
    })

    it('reads its sample with Windows line ends', async () => {
      const windows = Buffer.from(sample.text.replaceAll('\n', '\r\n'))
      const { records } = await collectReadings(importer.read(streamOf(windows), sample.context))
      expect(records).toEqual(sample.expected)
    })
  })
})
