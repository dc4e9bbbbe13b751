import type { Needs, Uses } from '@offprint/methods'

/** What one try, check or experiment asks for: its `uses`, or all of the folder's needs where it names none. */
export type Wanted = { readonly data: readonly string[]; readonly chat: boolean; readonly embedder: boolean }

/** Throws where `uses` names a data set that the needs lack. */
export function wantedOf(needs: Needs, uses?: Uses): Wanted {
  const known = Object.keys(needs.data ?? {})
  const data = uses ? (uses.data ?? []) : known
  const unknown = data.filter((name) => !known.includes(name))
  if (unknown.length) throw new Error(`uses.data names ${unknown.join(', ')}, needs.data has ${known.join(', ') || 'nothing'}`)
  return { data, chat: (uses ?? needs).chat ?? false, embedder: (uses ?? needs).embedder ?? false }
}
