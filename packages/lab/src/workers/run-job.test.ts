import type { Progress } from '@offprint/methods'
import { expect, it } from 'vitest'

import { fixtureJob, neverSignal } from '../testing/fixture-job.ts'
import { runJob } from './run-job.ts'

const tryWith = (input: Record<string, unknown>) => fixtureJob({ kind: 'try', slug: 'counter', input: { text: 'a', ...input } })
const quiet = { onProgress: () => undefined }

it('runs a job elsewhere, hears its progress and gets its result', async () => {
  const seen: Progress[] = []
  const end = await runJob(tryWith({ steps: 3, stepMs: 100 }), { onProgress: (progress) => seen.push(progress) }, neverSignal, () => 400)
  expect(end).toMatchObject({ end: 'done', result: { blocks: [{ type: 'text' }] } })
  expect(seen.map(({ done }) => done)).toEqual([0, 1, 2])
})

it('says how a process died, and lives on itself', async () => {
  const end = await runJob(tryWith({ steps: 0, ending: 'die' }), quiet, neverSignal, () => 400)
  expect(end).toMatchObject({ end: 'crashed', error: expect.stringMatching(/was ended by SIGKILL before it had a result/) })
})

it('kills what hears no stop, after the grace time', async () => {
  const stop = new AbortController()
  const running = runJob(tryWith({ steps: 1, ending: 'deaf' }), { onProgress: () => stop.abort() }, stop.signal, () => 200)
  expect(await running).toEqual({ end: 'stopped' })
})

it('starts nothing for a signal that has fired', async () => {
  expect(await runJob(tryWith({}), quiet, AbortSignal.abort(), () => 400)).toEqual({ end: 'stopped' })
})
