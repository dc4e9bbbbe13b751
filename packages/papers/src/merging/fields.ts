import { type PaperRecord, type Source, sourceRanking } from '../paper.ts'

/** A field's value and the source that it came from. */
export type Stated = { readonly value: unknown; readonly source: Source }

/** What is known of a paper: a field a name of PaperRecord, a further field of the API as `extra.<name>`. */
export type Fields = { readonly [field: string]: Stated }

/** Ids are not fields: they say which paper it is. */
const ids = new Set(['arxivId', 'doi', 'aclId', 'url', 'extra'])

/** The fields that a record states. The address of a paper that has no arXiv id is kept for its page as `extra.url`. */
export function fieldsOf(record: PaperRecord, source: Source): Fields {
  const fields: Record<string, Stated> = {}
  for (const [name, value] of Object.entries(record)) {
    if (!ids.has(name) && value !== undefined) fields[name] = { value, source }
  }
  for (const [name, value] of Object.entries(record.extra ?? {})) fields[`extra.${name}`] = { value, source }
  if (record.url !== undefined && record.arxivId === undefined) fields['extra.url'] = { value: record.url, source }
  return fields
}

const ranks = Object.fromEntries(sourceRanking.map((source, rank) => [source, rank])) as Record<Source, number>

/**
 * Field by field the value of the better source; between equals the newer one, `from`. So the order in which different sources
 * arrive does not matter. An older arXiv version fills gaps only.
 */
export function mergeFields(into: Fields, from: Fields): Fields {
  const fillsOnly = isOlderVersion(into.version, from.version)
  const merged: Record<string, Stated> = { ...into }
  for (const [name, stated] of Object.entries(from)) {
    const before = into[name]
    if (!before || (!fillsOnly && ranks[stated.source] <= ranks[before.source])) merged[name] = stated
  }
  return merged
}

function isOlderVersion(known: Stated | undefined, stated: Stated | undefined): boolean {
  return known !== undefined && stated?.source === known.source && Number(stated.value) < Number(known.value)
}

/** True where both say the same, sources included. */
export function sameFields(a: Fields, b: Fields): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => sameStated(a[name], b[name]))
}

function sameStated(a: Stated, b: Stated | undefined): boolean {
  if (!b || a.source !== b.source) return false
  return a.value === b.value || (typeof a.value === 'object' && JSON.stringify(a.value) === JSON.stringify(b.value))
}
