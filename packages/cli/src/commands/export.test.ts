import { afterAll, expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerExport } from './export.ts'

const verbs = createVerbRunner()
afterAll(() => verbs[Symbol.asyncDispose]())

it('writes the newest papers, or those of a query, in the format asked for', async () => {
  expect((await verbs.run(registerExport, ['export', '--limit', '2'])).text.match(/^@/gm)).toHaveLength(2)
  const found = await verbs.run(registerExport, ['export', 'self-contradictory', 'hallucinations', '--limit', '1', '--format', 'csl.json'])
  expect(JSON.parse(found.text)).toMatchObject([{ title: expect.stringContaining('Self-contradictory') }])
})

it('gives rows with --json, and refuses a format that there is not', async () => {
  expect((await verbs.run(registerExport, ['export', '--json', '--limit', '2'])).rows).toHaveLength(2)
  await expect(verbs.run(registerExport, ['export', '--format', 'pdf'])).rejects.toThrow(/bib, ris/)
})
