import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { sql } from 'kysely'
import { expect, it } from 'vitest'

import { openStore } from '../../open-store.ts'
import { createTemporaryStore } from '../../testing.ts'

/** Starts a writer, kills it after `count` acknowledgements, and returns the ids that it acknowledged. */
async function killedWriter(path: string, prefix: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-child.ts'), path, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (bytes) => {
    said += bytes
    if (said.split('\n').length > count) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return said.split('\n').slice(0, -1) // a line cut in two was not said whole
}

it('keeps every acknowledged write of a process that is killed, twenty times over', { timeout: 120_000 }, async () => {
  await using store = await createTemporaryStore()
  const acknowledged: string[] = []
  // Two at a time: a killed writer must not keep the other from writing either.
  for (let round = 0; round < 10; round++) {
    const pair = ['a', 'b'].map((name) => killedWriter(store.path, `${name}${round}`, 3 + (round % 7)))
    acknowledged.push(...(await Promise.all(pair)).flat())
  }

  await using again = await openStore({ path: store.path })
  const rows = await again.db.selectFrom('papers').select('id').execute()
  const kept = new Set(rows.map((row) => row.id))
  expect(acknowledged.length).toBeGreaterThan(60)
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([])
  const match = { phrases: ['acknowledged'], names: [], organizations: [] }
  expect(await again.words.count(again.db, match, undefined)).toBe(kept.size)
  expect((await sql`pragma integrity_check`.execute(again.db)).rows).toEqual([{ integrity_check: 'ok' }])
})
