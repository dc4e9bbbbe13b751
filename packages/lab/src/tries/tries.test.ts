import { expect, it } from 'vitest'

import { sha256 } from '../data-sets/sha256.ts'
import { findRunRow } from '../runs/queries.ts'
import { openTestLab } from '../testing/test-lab.ts'

it('keeps the hash of the delete token only, and an id that nobody guesses', async () => {
  await using opened = await openTestLab()
  const { id, deleteToken } = await opened.lab.startTry('counter', { text: 'a' }, { requester: 'me' })
  expect(id).toMatch(/^[0-9a-z]{26}$/)
  const row = await findRunRow(opened.store.db, id)
  expect(row?.delete_token_hash).toBe(sha256(deleteToken))
  expect(JSON.stringify(row)).not.toContain(deleteToken)
  expect(row?.cache_key).toBeNull()
})

it('deletes with the right token only, and only once', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  const { id, deleteToken } = await lab.startTry('counter', { text: 'a' }, { requester: 'me' })
  await expect(lab.deleteTry(id, 'wrong')).rejects.toMatchObject({ code: 'wrong-token' })
  expect(await lab.findRun(id)).toBeDefined()
  await lab.deleteTry(id, deleteToken)
  expect(await lab.findRun(id)).toBeUndefined()
  await expect(lab.deleteTry(id, deleteToken)).rejects.toMatchObject({ code: 'unknown-run' })
})

it('never deletes an experiment', async () => {
  await using opened = await openTestLab()
  const { id } = await opened.lab.startExperiment('counter', { requester: 'me' })
  await expect(opened.lab.deleteTry(id, '')).rejects.toMatchObject({ code: 'unknown-run' })
})

it('refuses the fourth waiting try of an address with the time to come back', async () => {
  await using opened = await openTestLab()
  const ask = () => opened.lab.startTry('counter', { text: 'a' }, { requester: '10.0.0.1' })
  await Promise.all([ask(), ask(), ask()])
  await expect(ask()).rejects.toMatchObject({ code: 'too-many-waiting', retryAfterSeconds: 60 })
})
