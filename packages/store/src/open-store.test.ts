import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, it } from 'vitest'

import { openStore } from './open-store.ts'

it('makes the folders that are missing, and finds the rows again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offprint-open-'))
  const path = join(folder, 'a', 'b', 'offprint.sqlite')
  const store = await openStore({ path })
  await store.db.insertInto('meta').values({ key: 'k', value: 'v' }).execute()
  await store.close()
  const again = await openStore({ path })
  expect(await again.db.selectFrom('meta').selectAll().execute()).toEqual([{ key: 'k', value: 'v' }])
  await again.close()
  await rm(folder, { recursive: true })
})

it('does not keep a program alive that forgot to close it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offprint-open-'))
  const program = `
    const { openStore } = await import(${JSON.stringify(join(import.meta.dirname, 'open-store.ts'))})
    const store = await openStore({ path: ${JSON.stringify(join(folder, 'x.sqlite'))} })
    await store.db.selectFrom('meta').selectAll().execute()`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { timeout: 10_000, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  await rm(folder, { recursive: true })
})
