import { existsSync } from 'node:fs'

import { expect, it } from 'vitest'

import { createTemporaryStore } from './testing.ts'

it('a temporary store is empty, and leaves nothing behind', async () => {
  const store = await createTemporaryStore()
  expect(await store.db.selectFrom('papers').selectAll().execute()).toEqual([])
  expect(existsSync(store.path)).toBe(true)
  await store.close()
  expect(existsSync(store.path)).toBe(false)
})
