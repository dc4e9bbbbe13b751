import { expect, it } from 'vitest'

import { collectReadings, streamOf } from '../reading/testing.ts'
import { jsonLines } from './json-lines.ts'

const context = { modifiedAt: new Date('2026-11-25T00:00:00Z') }

it('fails a line of ten megabytes at its number and takes the lines around it', async () => {
  const lines = ['{"title":"One"}', `{"title":"${'x'.repeat(10_000_000)}"}`, '{"title":"Three"}']
  const { records, failed } = await collectReadings(jsonLines.read(streamOf(lines.join('\n')), context))
  expect(records.map(({ record }) => record.title)).toEqual(['One', 'Three'])
  expect(failed).toEqual([{ at: 'line 2', reason: expect.stringContaining('bytes, more than the') }])
})
