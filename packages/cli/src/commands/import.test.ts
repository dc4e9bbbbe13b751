import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerImport } from './import.ts'

const verbs = createVerbRunner()
afterAll(() => verbs[Symbol.asyncDispose]())

const kites = { id: '2401.00001', title: 'Sparse kites', abstract: 'Kites.', authors: ['Ada Lund'], published: '2024-01-02' }

it('reports failed records with their place and reason, then the counts, and ends well', async () => {
  const file = join(verbs.home, 'kites.jsonl')
  writeFileSync(file, `${JSON.stringify(kites)}\n{"id":"2401.00002"}\n`)
  const { code, rows, text } = await verbs.run(registerImport, ['import', file])
  expect(code).toBe(0)
  expect(rows).toEqual([
    { at: 'line 2', reason: expect.stringContaining('title') },
    { added: 1, changed: 0, unchanged: 0, failed: 1, seconds: expect.any(Number) },
  ])
  expect(text).toContain('failed at line 2')
})

it('names a file that is not there, a folder, and a file of no known format', async () => {
  await expect(verbs.run(registerImport, ['import', join(verbs.home, 'none.json')])).rejects.toThrow(/none\.json/)
  await expect(verbs.run(registerImport, ['import', verbs.home])).rejects.toThrow(/folder/)
  const file = join(verbs.home, 'x.txt')
  writeFileSync(file, Buffer.from([0x68, 0xff, 0xfe, 0x0a]))
  await expect(verbs.run(registerImport, ['import', file])).rejects.toThrow(/no format.*BibTeX/)
})

it('refuses a year that no page was saved in', async () => {
  await expect(verbs.run(registerImport, ['import', 'x.txt', '--year', '20'])).rejects.toThrow(/at least 1990/)
})
