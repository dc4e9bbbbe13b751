import { methodSha256, spineSha256 } from '../code-identity/code-identity.ts'
import type { ClaimStanding } from '../lab.ts'
import type { LabParts } from '../lab-parts.ts'
import { findLedgerRows } from './queries.ts'
import { movedClaims, standingsOf } from './standing.ts'

/** Every claim of every card (or of one), with its standing, in the order of slugs and cards. Throws LabError('unknown-method'). */
export async function listClaims(parts: LabParts, slug?: string): Promise<ClaimStanding[]> {
  const methods = slug === undefined ? [...parts.methods.values()] : [parts.method(slug)]
  const bySlug = Map.groupBy(await findLedgerRows(parts.db, slug), (row) => row.slug)
  const spine = bySlug.size ? spineSha256() : ''
  return methods.flatMap(({ entry, folder }) => {
    const rows = bySlug.get(entry.slug) ?? []
    return standingsOf(entry.card, rows, { method: rows.length ? methodSha256(folder.url) : '', spine })
  })
}

/** Claims whose verdict changed last, newest first. */
export async function listMoved(parts: LabParts, limit: number): Promise<ClaimStanding[]> {
  return movedClaims(await listClaims(parts), limit)
}
