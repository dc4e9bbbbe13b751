import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { sampleResult } from '../testing/sample-result.ts'
import { formatResult } from './format-result.ts'
import { recordResult } from './record.ts'

it('writes a file an experiment and size, the newer in place of the older', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-record-'))
  const file = await recordResult(folder, sampleResult)
  expect(file).toBe(join(folder, 'counter', 'count-small.json'))
  const newer = { ...sampleResult, durationMs: 2 }
  expect(await recordResult(folder, newer)).toBe(file)
  expect(readFileSync(file, 'utf8')).toBe(formatResult(newer))
  expect(await recordResult(folder, { ...newer, size: 'full' })).toBe(join(folder, 'counter', 'count-full.json'))
})
