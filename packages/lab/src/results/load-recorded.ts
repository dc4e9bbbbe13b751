import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Card } from '@offprint/methods'

import { sha256 } from '../data-sets/sha256.ts'
import type { Result } from '../lab.ts'
import { ledgerRows } from '../ledger/ledger-rows.ts'
import { insertLedgerRows } from '../ledger/queries.ts'
import { type Db, insertRun } from '../queue/queries.ts'
import { resultKey, seedOf } from './cache-key.ts'
import { parseResult } from './result-schema.ts'

/**
 * Loads every recorded result that the database does not have: as a finished run that pages can show, and into the ledger under
 * the time at which it ran. Loading again adds nothing. Results of methods without a card are left alone.
 */
export async function loadRecorded(db: Db, folder: string, cards: ReadonlyMap<string, Card>): Promise<number> {
  let loadedCount = 0
  for (const file of listFiles(folder)) {
    const result = parseResult(readFileSync(file, 'utf8'), file)
    const card = cards.get(result.slug)
    if (card && (await loadOne(db, result, card))) loadedCount++
  }
  return loadedCount
}

async function loadOne(db: Db, result: Result, card: Card): Promise<boolean> {
  const key = resultKey(result)
  return db.transaction().execute(async (transaction) => {
    // The same run may be here already, made on this machine before it was recorded: key and duration tell.
    const known = await transaction.selectFrom('runs').select('result').where('cache_key', '=', key).where('state', '=', 'done').execute()
    if (known.some((row) => (JSON.parse(row.result ?? '{}') as Result).startedAt === result.startedAt)) return false
    const id = recordedRunId(result)
    const finishedAt = new Date(Date.parse(result.startedAt) + result.durationMs).toISOString()
    await insertRun(transaction, recordedRow(id, key, result, finishedAt))
    await insertLedgerRows(transaction, ledgerRows(result, card, id, finishedAt))
    return true
  })
}

function recordedRow(id: string, key: string, result: Result, finishedAt: string): Parameters<typeof insertRun>[1] {
  return {
    id,
    kind: 'experiment',
    slug: result.slug,
    experiment: result.experiment,
    size: result.size,
    seed: seedOf(result),
    input: '{}',
    model: result.model?.name ?? null,
    cache_key: key,
    state: 'done',
    attempt: 1,
    cancel_requested: 0,
    result: JSON.stringify(result),
    created_at: result.startedAt,
    started_at: result.startedAt,
    finished_at: finishedAt,
  }
}

/** The same file has the same address on every machine. */
function recordedRunId(result: Result): string {
  return `${result.slug}-${result.experiment}-${result.size}-${sha256(JSON.stringify(result)).slice(0, 8)}`
}

function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
