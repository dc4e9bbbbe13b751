import { expect, it } from 'vitest'

import { fixtureMethods } from '../testing/test-lab.ts'
import { executeJob } from './execute-job.ts'
import type { Job, JobWork } from './job.ts'

const settings = {
  methods: fixtureMethods.href,
  places: {},
  modelSource: new URL('../models/installed.ts', import.meta.url).href,
  models: { home: '/nowhere', environment: {} },
}
const job = (work: JobWork): Job => ({ work, model: null, settings })
const quiet = { onProgress: () => undefined }
const never = new AbortController().signal
const tryWith = (input: unknown) => executeJob(job({ kind: 'try', slug: 'counter', input }), quiet, never)
const experiment = (seed: number, size: 'smoke' | 'small' = 'small') =>
  executeJob(job({ kind: 'experiment', slug: 'counter', experiment: 'count', size, seed }), quiet, never)

it('ends a try in its result, and one that does not fit the form in the reason', async () => {
  expect(await tryWith({ text: 'a b' })).toMatchObject({ end: 'done', result: { blocks: [{ type: 'text' }] } })
  expect(await tryWith({ text: '' })).toMatchObject({ end: 'failed', code: 'bad-input', error: expect.stringContaining('text') })
})

it('judges by the rules of the card: seed 9 fails, a run without the figure decides nothing', async () => {
  expect(await experiment(9)).toMatchObject({ end: 'done', result: { claims: [{ id: 'reaches-ten', measured: 9, verdict: 'fails' }] } })
  expect(await experiment(1, 'smoke')).toMatchObject({ end: 'done', result: { claims: [] } })
})

it('fails a run whose figure is no number, by the name of the figure', async () => {
  expect(await experiment(0)).toMatchObject({ end: 'failed', error: expect.stringMatching(/figure reached came out as Infinity/) })
})

it('names what is missing by its code', async () => {
  const withData = { kind: 'experiment', slug: 'counter', experiment: 'with-data', size: 'smoke', seed: 1 } as const
  expect(await executeJob(job(withData), quiet, never)).toMatchObject({ end: 'failed', code: 'missing-data' })
  expect(await executeJob(job({ kind: 'try', slug: 'nobody', input: {} }), quiet, never)).toMatchObject({ code: 'unknown-method' })
})

it('ends stopped when its signal fires', async () => {
  const work = { kind: 'try', slug: 'counter', input: { text: 'a', steps: 1000 } } as const
  expect(await executeJob(job(work), quiet, AbortSignal.timeout(150))).toEqual({ end: 'stopped' })
})

it('gives the right row for a check that holds, one that does not, and one that lacks its data or model', async () => {
  const rows: unknown[] = []
  await executeJob(job({ kind: 'verify', slug: 'counter' }), { ...quiet, onRow: (row) => rows.push(row) }, never)
  expect(rows).toMatchObject([
    { check: 'two and two', measured: 4, holds: true },
    { check: 'a third', measured: 1 / 3, holds: false, tolerance: 0.001 },
    { check: 'letters', measured: null, holds: null, reason: expect.stringContaining('words.txt') },
    { check: 'chat', measured: null, holds: null, reason: expect.stringContaining('OFFPRINT_CHAT_URL') },
  ])
})
