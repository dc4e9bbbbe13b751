import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { openStore } from '@offprint/store'
import { createTemporaryStore } from '@offprint/store/testing'
import { expect, it } from 'vitest'

/** Starts an import, kills it after `count` acknowledged batches, and returns how many records were said to be safe. */
async function killedImport(path: string, prefix: string, count: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-child.ts'), path, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (bytes) => {
    said += bytes
    if (said.split('\n').length > count) child.kill('SIGKILL')
  })
  await once(child, 'close')
  return Number(said.split('\n').at(-2))
}

it('keeps every acknowledged batch of an import that is killed, twenty times over', { timeout: 120_000 }, async () => {
  await using store = await createTemporaryStore()
  const acknowledged = new Map<string, number>()
  for (let round = 0; round < 20; round++) acknowledged.set(`r${round}`, await killedImport(store.path, `r${round}`, 1 + (round % 2)))

  await using again = await openStore({ path: store.path })
  const rows = await again.db.selectFrom('papers').select('id').execute()
  const kept = new Set(rows.map(({ id }) => id))
  for (const [prefix, count] of acknowledged) {
    expect(count).toBeGreaterThanOrEqual(1000)
    const missing = Array.from({ length: count }, (_, n) => `doi:10.1000/${prefix}.${n}`).filter((id) => !kept.has(id))
    expect(missing).toEqual([])
  }
  // A batch is there whole or not at all.
  expect(kept.size % 1000).toBe(0)
})
