import type { ClaimStanding } from '../lab.ts'
import type { LabParts } from '../lab-parts.ts'
import { findLedgerRows } from './queries.ts'
import { movedClaims, standingsOf } from './standing.ts'

/** A paper without rows has no code to compare: its folder need not be hashed. */
const neverRun = { method: '', spine: '' }

/** Every claim of every card (or of one), with its standing, in the order of slugs and cards. Throws LabError('unknown-method'). */
export async function listClaims(parts: LabParts, slug?: string): Promise<ClaimStanding[]> {
  const methods = slug === undefined ? [...parts.methods.values()] : [parts.method(slug)]
  const bySlug = Map.groupBy(await findLedgerRows(parts.db, slug), (row) => row.slug)
  return methods.flatMap(({ entry, folder }) => {
    const rows = bySlug.get(entry.slug) ?? []
    return standingsOf(entry.card, rows, rows.length ? { method: parts.code.method(folder.url), spine: parts.code.spine() } : neverRun)
  })
}

/** Claims whose verdict changed last, newest first. */
export async function listMoved(parts: LabParts, limit: number): Promise<ClaimStanding[]> {
  return movedClaims(await listClaims(parts), limit)
}
