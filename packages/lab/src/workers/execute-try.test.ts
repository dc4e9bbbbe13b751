import { expect, it } from 'vitest'

import { fixtureJob, neverSignal, quietEvents } from '../testing/fixture-job.ts'
import { executeJob } from './execute-job.ts'

const run = (slug: string, input: unknown) => executeJob(fixtureJob({ kind: 'try', slug, input }), quietEvents, neverSignal)

it('ends in blocks, the same for the same input', async () => {
  const first = await run('counter', { text: 'a b', stepMs: 0 })
  expect(first).toMatchObject({ end: 'done', result: { blocks: [{ type: 'text', text: expect.stringContaining('2 words') }] } })
  expect(await run('counter', { text: 'a b', stepMs: 0 })).toEqual(first)
})

it('checks the input once more and refuses a method that has nothing to try', async () => {
  expect(await run('counter', { text: '' })).toMatchObject({ end: 'failed', code: 'bad-input', error: expect.stringContaining('text') })
  expect(await run('card-only', {})).toMatchObject({ end: 'failed', code: 'not-runnable' })
})
