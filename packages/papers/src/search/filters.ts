import type { PaperCondition, WordMatch } from '@offprint/store'

import { addDays } from '../ranking/periods.ts'
import type { SearchQuery } from './query.ts'

/** What a query asks beside its words, as a condition on papers; undefined where it asks nothing. */
export function toCondition({ categories, after, before }: SearchQuery): PaperCondition {
  if (categories.length === 0 && !after && !before) return undefined
  return (eb) =>
    eb.and([
      // A time of that day sorts after the bare day: the day named is included at both ends.
      ...(after ? [eb('papers.published_at', '>=', after)] : []),
      ...(before ? [eb('papers.published_at', '<', addDays(before, 1))] : []),
      ...categories.map((category) => eb.or(patterns(category).map((pattern) => eb('papers.categories', 'like', pattern)))),
    ])
}

export function toMatch({ words, phrases, authors, organizations }: SearchQuery): WordMatch {
  return { phrases: [...words, ...phrases], names: authors, organizations }
}

export function isEmpty({ phrases, names, organizations }: WordMatch): boolean {
  return phrases.length + names.length + organizations.length === 0
}

/** In the JSON list a category stands in quotes; `cs` means every `cs.…` too. */
function patterns(category: string): string[] {
  const name = literally(category)
  return name.includes('.') ? [`%"${name}"%`] : [`%"${name}"%`, `%"${name}.%`]
}

/** `_` and `%` would stand for any sign; no category has them. */
function literally(category: string): string {
  return category.replaceAll(/[%_]/g, '')
}
