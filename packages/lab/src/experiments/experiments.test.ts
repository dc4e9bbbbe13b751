import { expect, it } from 'vitest'

import { findRunRow } from '../runs/queries.ts'
import { addWords, openTestLab, runToEnd } from '../testing/test-lab.ts'

it('gives every seed, size and experiment a run of its own', async () => {
  await using opened = await openTestLab()
  await addWords(opened.dataFolder)
  const { lab } = opened
  const choices = [{}, { seed: 2 }, { size: 'smoke' as const }, { experiment: 'with-data' }]
  const ids = await Promise.all(choices.map((choice) => lab.startExperiment('counter', { ...choice, requester: 'cli' })))
  expect(new Set(ids.map(({ id }) => id)).size).toBe(4)
  expect(ids[0].id).toMatch(/^counter-count-small-[0-9a-z]{8}$/)
})

it('finds under its key a finished run that had data, and the key is that of what really ran', async () => {
  await using opened = await openTestLab()
  await addWords(opened.dataFolder)
  const { lab, store } = opened
  const ask = () => lab.startExperiment('counter', { experiment: 'with-data', requester: 'cli' })
  const { id } = await ask()
  const asked = (await findRunRow(store.db, id))?.cache_key
  expect(await runToEnd(lab, id)).toMatchObject({ state: 'done' })
  expect((await findRunRow(store.db, id))?.cache_key).toBe(asked)
  expect(await ask()).toEqual({ id, cached: true })
})

it('does not share a run that failed, nor join one that is being cancelled', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  const failing = await lab.startExperiment('counter', { seed: 0, requester: 'cli' })
  expect(await runToEnd(lab, failing.id)).toMatchObject({ state: 'failed' })
  expect((await lab.startExperiment('counter', { seed: 0, requester: 'cli' })).id).not.toBe(failing.id)
  const waiting = await lab.startExperiment('counter', { seed: 3, requester: 'cli' })
  await lab.cancel(waiting.id)
  expect((await lab.startExperiment('counter', { seed: 3, requester: 'cli' })).id).not.toBe(waiting.id)
})

it('is one run for two who ask at the same moment, whatever model they name where none is used', async () => {
  await using opened = await openTestLab()
  const { lab, store } = opened
  const asked = await Promise.all(['a', 'b'].map((requester) => lab.startExperiment('counter', { model: requester, requester })))
  expect(asked[1]).toEqual(asked[0])
  expect(await store.db.selectFrom('runs').select('model').execute()).toEqual([{ model: null }])
})
