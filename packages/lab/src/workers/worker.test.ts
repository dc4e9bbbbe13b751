import { join } from 'node:path'
import { openStore, StoreError } from '@offprint/store'
import { expect, it } from 'vitest'

import { createLab } from '../create-lab.ts'
import type { Lab, RunState } from '../lab.ts'
import { findRunRow } from '../runs/queries.ts'
import { fixtureMethods, openTestLab, quickPace, runToEnd, type TestLab } from '../testing/test-lab.ts'

const slow = { text: 'a', steps: 2_000, stepMs: 5 }

async function begin(lab: Lab, input: Record<string, unknown> = slow): Promise<string> {
  return (await lab.startTry('counter', input, { requester: 'me' })).id
}

async function waitFor(lab: Lab, id: string, state: RunState): Promise<void> {
  for await (const run of lab.follow(id)) if (run.state === state && (state !== 'running' || run.progress)) return
}

/** A second process, as far as the table can tell: its own connection, its own news. */
async function openSecond({ home, resultsFolder }: TestLab): Promise<AsyncDisposable & { lab: Lab }> {
  const store = await openStore({ path: join(home, 'offprint.sqlite') })
  const lab = await createLab({ store, home, resultsFolder, methods: fixtureMethods, pace: quickPace })
  return {
    lab,
    [Symbol.asyncDispose]: async () => {
      await lab.close()
      await store.close()
    },
  }
}

it('stops a running run soon after a cancel by another process', async () => {
  await using first = await openTestLab()
  await using second = await openSecond(first)
  const id = await begin(first.lab)
  const working = first.lab.work({ only: id })
  await waitFor(second.lab, id, 'running')
  const start = performance.now()
  await second.lab.cancel(id)
  await working
  expect(performance.now() - start).toBeLessThan(1_500)
  expect(await second.lab.findRun(id)).toMatchObject({ state: 'cancelled', result: null, error: null })
})

it('cancels a waiting run at once, and leaves an ended one as it is', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  const waiting = await begin(lab)
  await lab.cancel(waiting)
  expect(await lab.findRun(waiting)).toMatchObject({ state: 'cancelled', place: null })
  const { id } = await runToEnd(lab, await begin(lab, { text: 'a' }))
  await lab.cancel(id)
  expect(await lab.findRun(id)).toMatchObject({ state: 'done' })
})

it('kills a run that hears no stop after the grace time', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  const id = await begin(lab, { text: 'a', steps: 1, ending: 'deaf' })
  const working = lab.work({ only: id })
  await waitFor(lab, id, 'running')
  await lab.cancel(id)
  await working
  expect(await lab.findRun(id)).toMatchObject({ state: 'cancelled' })
})

it("fails a run with its method's own words, and does not try it again", async () => {
  await using opened = await openTestLab()
  const run = await runToEnd(opened.lab, await begin(opened.lab, { text: 'a', ending: 'throw' }))
  expect(run).toMatchObject({ state: 'failed', error: 'The count was lost. Count again.', result: null })
  expect(await findRunRow(opened.store.db, run.id)).toMatchObject({ attempt: 1, lease_owner: null })
})

it('tries a run whose process died once more, then says how it died', async () => {
  await using opened = await openTestLab()
  const run = await runToEnd(opened.lab, await begin(opened.lab, { text: 'a', ending: 'die' }))
  expect(run).toMatchObject({ state: 'failed', error: expect.stringMatching(/ended by SIGKILL.*tried 2 times/) })
})

it('gives its run back to the queue when the worker is stopped, for the next worker to end', async () => {
  await using first = await openTestLab()
  await using second = await openSecond(first)
  const stop = new AbortController()
  const id = await begin(first.lab, { text: 'a', steps: 100, stepMs: 5 })
  const working = first.lab.work({ signal: stop.signal })
  await waitFor(first.lab, id, 'running')
  const start = performance.now()
  stop.abort()
  await working
  expect(performance.now() - start).toBeLessThan(1_500)
  expect(await findRunRow(first.store.db, id)).toMatchObject({ state: 'queued', attempt: 0, lease_owner: null })
  expect(await runToEnd(second.lab, id)).toMatchObject({ state: 'done' })
})

it('stops a run soon after its try is deleted, and nothing of it stays', async () => {
  await using opened = await openTestLab()
  const { lab, store } = opened
  const { id, deleteToken } = await lab.startTry('counter', slow, { requester: 'me' })
  const working = lab.work({ only: id })
  await waitFor(lab, id, 'running')
  const start = performance.now()
  await lab.deleteTry(id, deleteToken)
  await working
  expect(performance.now() - start).toBeLessThan(2_000)
  expect(await lab.findRun(id)).toBeUndefined()
  expect(await store.db.selectFrom('runs').select('id').execute()).toEqual([])
})

it('runs one at a time, in the order of asking', async () => {
  await using opened = await openTestLab()
  const { lab, store } = opened
  const ids = [await begin(lab, { text: 'a' }), await begin(lab, { text: 'b' }), await begin(lab, { text: 'c' })]
  const stop = new AbortController()
  const working = lab.work({ signal: stop.signal })
  await waitFor(lab, ids[2], 'done')
  stop.abort()
  await working
  const rows = await store.db.selectFrom('runs').select(['id', 'started_at', 'finished_at']).orderBy('started_at').execute()
  expect(rows.map((row) => row.id)).toEqual(ids)
  expect(rows[0].finished_at! <= rows[1].started_at! && rows[1].finished_at! <= rows[2].started_at!).toBe(true)
})

it("logs that a run started and ended, never a try's id or input", async () => {
  const lines: string[] = []
  const note = (fields: unknown, message?: unknown) => void lines.push(JSON.stringify({ ...(fields as object), message }))
  await using opened = await openTestLab({ log: { info: note, warn: note } })
  const { id } = await runToEnd(opened.lab, await begin(opened.lab, { text: 'a secret text' }))
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { kind: 'try', slug: 'counter', attempt: 1, message: 'run started' },
    { end: 'done', seconds: expect.any(Number), message: 'run ended' },
  ])
  expect(lines.join()).not.toContain(id)
  expect(lines.join()).not.toContain('secret')
})

it('goes on when the disk was full for a while, and tells a person at once', async () => {
  await using opened = await openTestLab()
  const { store, home, resultsFolder } = opened
  let failuresLeft = 3
  const leaseNext: typeof store.leases.leaseNext = async (...asked) => {
    if (failuresLeft-- > 0) throw new StoreError('disk-full', 'the disk is full')
    return store.leases.leaseNext(...asked)
  }
  const failing = { db: store.db, leases: { leaseNext } }
  const lab = await createLab({ store: failing, home, resultsFolder, methods: fixtureMethods, pace: quickPace })
  const id = await begin(lab, { text: 'a' })
  await expect(lab.work({ only: id })).rejects.toThrow('the disk is full')
  const working = lab.work()
  await waitFor(lab, id, 'done')
  await lab.close()
  await working
})
