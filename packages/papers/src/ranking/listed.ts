import type { PaperTable } from '@offprint/store'
import type { Selectable } from 'kysely'

import type { Why } from '../catalogue.ts'

/** A PaperList whose papers are still rows of the table. */
export type ListedRows = { readonly listed: readonly { readonly row: Selectable<PaperTable>; readonly why: Why }[]; readonly total: number }

export type Term = Why['terms'][number]

// Made once: toLocaleString makes one for each call, which a list of fifty papers feels.
const grouped = new Intl.NumberFormat('en')

/** "1 vote", "12 votes". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped.format(count)} ${count === 1 ? one : many}`
}

export function votesTerm(votes: number): Term {
  return { name: 'votes', value: votes, because: counted(votes, 'vote') }
}
