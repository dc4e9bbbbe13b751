import { timingSafeEqual } from 'node:crypto'

import { sha256 } from '../data-sets/sha256.ts'
import { LabError } from '../lab.ts'
import type { LabParts } from '../lab-parts.ts'
import { enqueue } from '../queue/queue.ts'
import { deleteRunRow, findRunRow } from '../runs/queries.ts'
import { usualSeconds } from '../timings/timings.ts'
import { wantedOf } from '../workers/needs.ts'
import { requireNeeds } from '../workers/require-needs.ts'
import { secretId } from './ids.ts'
import { parseTryInput } from './input.ts'

/** What one try may hold: a book as plain text. */
const mostInputCharacters = 8_000_000

/**
 * Queues a try: checked input, an unguessable id, and a token that deletes it, of which only the hash is kept.
 * Throws LabError: unknown-method, not-runnable, bad-input, missing-model, missing-data, queue-full, too-many-waiting.
 */
export async function startTry(
  parts: LabParts,
  slug: string,
  input: unknown,
  { model, requester }: { readonly model?: string; readonly requester: string },
): Promise<{ readonly id: string; readonly deleteToken: string }> {
  const method = parts.method(slug)
  if (!method.tryIt) throw new LabError('not-runnable', `${method.entry.card.title} has nothing to try here yet: only its card is written.`)
  parseTryInput(method.tryIt.input, input)
  const text = JSON.stringify(input)
  if (text.length > mostInputCharacters)
    throw new LabError('bad-input', `The input has ${text.length} characters, ${mostInputCharacters} fit. Shorten the text.`)
  const supplies = await requireNeeds(parts, { needs: method.tryIt.needs, wanted: wantedOf(method.tryIt.needs), model })
  const deleteToken = secretId(parts.randomBytes)
  const id = secretId(parts.randomBytes)
  const row = {
    id,
    kind: 'try' as const,
    slug,
    input: text,
    model: (supplies.model && model) ?? null,
    state: 'queued' as const,
    attempt: 0,
    cancel_requested: 0 as const,
    delete_token_hash: sha256(deleteToken),
    requester,
    created_at: parts.now().toISOString(),
  }
  await enqueue(parts.db, row, parts.limits, await usualSeconds(parts.db))
  parts.live.tell('queue', undefined)
  return { id, deleteToken }
}

/** Deletes a try, whatever its state, with the token of its start; a running one is stopped. Throws LabError('unknown-run' | 'wrong-token'). */
export async function deleteTry({ db, live }: LabParts, id: string, token: string): Promise<void> {
  const row = await findRunRow(db, id)
  if (row?.kind !== 'try') throw new LabError('unknown-run', `There is no try ${id}: it was deleted, or the address is cut.`)
  if (!isTokenOf(row.delete_token_hash ?? '', token))
    throw new LabError('wrong-token', 'This token does not delete this try. Use the one that was shown when it was started.')
  // Its worker finds the row gone at its next heartbeat and stops.
  await deleteRunRow(db, id)
  live.tell(id, undefined)
}

function isTokenOf(hash: string, token: string): boolean {
  const given = Buffer.from(sha256(token))
  const kept = Buffer.from(hash)
  return given.length === kept.length && timingSafeEqual(given, kept)
}
