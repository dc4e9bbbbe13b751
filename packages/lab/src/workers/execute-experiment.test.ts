import { expect, it } from 'vitest'

import { methodSha256, spineSha256 } from '../code-identity/code-identity.ts'
import type { Result } from '../lab.ts'
import { fixtureJob, neverSignal, quietEvents } from '../testing/fixture-job.ts'
import { fixtureMethods } from '../testing/test-lab.ts'
import { executeJob } from './execute-job.ts'
import type { JobEnd } from './job.ts'

const run = (seed: number, size: 'smoke' | 'small' = 'small', experiment = 'count') =>
  executeJob(fixtureJob({ kind: 'experiment', slug: 'counter', experiment, size, seed }), quietEvents, neverSignal)

it('carries the code that ran, the machine, and the command that repeats it', async () => {
  const { result } = (await run(3)) as JobEnd & { end: 'done'; result: Result }
  expect(result.code).toMatchObject({ method: methodSha256(new URL('counter/', fixtureMethods)), spine: spineSha256() })
  expect(result).toMatchObject({ seeds: [3, 4], data: [], model: undefined, machine: { node: process.versions.node } })
  expect(result.command).toBe('offprint experiment counter --name count --size small --seed 3')
  expect(Date.parse(result.startedAt)).toBeGreaterThan(Date.now() - 60_000)
  // Thirty steps of 10 ms.
  expect(result.durationMs).toBeGreaterThanOrEqual(290)
})

it('judges by the rules of the card: seed 9 fails, a run without the figure decides nothing', async () => {
  expect(await run(9)).toMatchObject({ end: 'done', result: { claims: [{ id: 'reaches-ten', measured: 9, verdict: 'fails' }] } })
  expect(await run(1, 'smoke')).toMatchObject({ end: 'done', result: { claims: [] } })
})

it('fails a run whose figure is no number, by the name of the figure', async () => {
  expect(await run(0)).toMatchObject({ end: 'failed', error: expect.stringMatching(/figure reached came out as Infinity/) })
})

it('refuses an experiment that there is not', async () => {
  expect(await run(1, 'smoke', 'nothing')).toMatchObject({ end: 'failed', code: 'not-runnable' })
})
