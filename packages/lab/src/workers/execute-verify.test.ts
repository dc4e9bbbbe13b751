import { expect, it } from 'vitest'

import type { VerifyRow } from '../lab.ts'
import { fixtureJob, neverSignal } from '../testing/fixture-job.ts'
import { executeJob } from './execute-job.ts'

it('gives the right row for a check that holds, one that does not, and one that lacks its data or model', async () => {
  const rows: VerifyRow[] = []
  const notes: (string | undefined)[] = []
  const events = { onRow: (row: VerifyRow) => rows.push(row), onProgress: ({ note }: { note?: string }) => notes.push(note) }
  await executeJob(fixtureJob({ kind: 'verify', slug: 'counter' }), events, neverSignal)
  expect(rows).toMatchObject([
    { check: 'two and two', measured: 4, holds: true },
    { check: 'a third', measured: 1 / 3, holds: false, tolerance: 0.001 },
    { check: 'letters', measured: null, holds: null, reason: expect.stringContaining('words.txt') },
    { check: 'chat', measured: null, holds: null, reason: expect.stringContaining('OFFPRINT_CHAT_URL') },
  ])
  expect(notes).toContain('counter: a third')
})
