import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { sampleResult } from '../testing/sample-result.ts'
import { formatResult } from './format-result.ts'
import { recordResult } from './record.ts'

it('writes a file an experiment, size and model, and keeps the run before it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-record-'))
  const { model: _, ...plain } = sampleResult
  const file = await recordResult(folder, plain)
  expect(file).toBe(join(folder, 'counter', 'count-small.json'))
  const newer = { ...plain, startedAt: '2026-12-01T10:00:00.000Z', durationMs: 2 }
  expect(await recordResult(folder, newer)).toBe(file)
  expect(readFileSync(file, 'utf8')).toBe(formatResult(newer))
  const [kept] = readdirSync(join(folder, 'counter', 'earlier'))
  expect(readFileSync(join(folder, 'counter', 'earlier', kept), 'utf8')).toBe(formatResult(plain))
  expect(await recordResult(folder, { ...newer, size: 'full' })).toBe(join(folder, 'counter', 'count-full.json'))
  const tuned = { ...newer, model: { name: 'some/encoder', sha256: 'a'.repeat(64), precision: 'exact' as const } }
  expect(await recordResult(folder, tuned)).toBe(join(folder, 'counter', 'count-small-some-encoder.json'))
})

it('leaves a file alone that is the same run again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-record-'))
  await recordResult(folder, sampleResult)
  await recordResult(folder, sampleResult)
  expect(readdirSync(join(folder, 'counter'))).toHaveLength(1)
})
