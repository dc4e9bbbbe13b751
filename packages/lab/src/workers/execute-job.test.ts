import { expect, it } from 'vitest'

import { fixtureJob, neverSignal, quietEvents } from '../testing/fixture-job.ts'
import { executeJob } from './execute-job.ts'

it('names what is missing by its code', async () => {
  const withData = fixtureJob({ kind: 'experiment', slug: 'counter', experiment: 'with-data', size: 'smoke', seed: 1 })
  expect(await executeJob(withData, quietEvents, neverSignal)).toMatchObject({ end: 'failed', code: 'missing-data' })
  const withChat = fixtureJob({ kind: 'experiment', slug: 'counter', experiment: 'with-chat', size: 'smoke', seed: 1 })
  expect(await executeJob(withChat, quietEvents, neverSignal)).toMatchObject({ end: 'failed', code: 'missing-model' })
  const nobody = fixtureJob({ kind: 'try', slug: 'nobody', input: {} })
  expect(await executeJob(nobody, quietEvents, neverSignal)).toMatchObject({ end: 'failed', code: 'unknown-method' })
})

it('ends stopped when its signal fires', async () => {
  const long = fixtureJob({ kind: 'try', slug: 'counter', input: { text: 'a', steps: 1000 } })
  expect(await executeJob(long, quietEvents, AbortSignal.timeout(150))).toEqual({ end: 'stopped' })
})

it("tells a method's own words as they are", async () => {
  const throwing = fixtureJob({ kind: 'try', slug: 'counter', input: { text: 'a', steps: 0, ending: 'throw' } })
  expect(await executeJob(throwing, quietEvents, neverSignal)).toEqual({
    end: 'failed',
    error: 'The count was lost. Count again.',
    code: undefined,
  })
})
