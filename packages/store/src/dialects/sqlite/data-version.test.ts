import { spawnSync } from 'node:child_process'

import { expect, it } from 'vitest'

import { createTemporaryStore } from '../../testing.ts'

it('changes at once when another process writes', async () => {
  await using store = await createTemporaryStore()
  const before = store.dataVersion()
  const write = `new (require('node:sqlite').DatabaseSync)(process.argv[1]).exec("insert into meta values ('k', 'v')")`
  expect(spawnSync(process.execPath, ['-e', write, store.path]).status).toBe(0)
  expect(store.dataVersion()).not.toBe(before)
})

it('keeps its last value when the store is closed', async () => {
  const store = await createTemporaryStore()
  const last = store.dataVersion()
  await store.close()
  expect(store.dataVersion()).toBe(last)
})
