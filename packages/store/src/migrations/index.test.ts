import { sql } from 'kysely'
import { expect, it } from 'vitest'

import { samplePaper } from '../sample-papers.ts'
import { createTemporaryStore } from '../testing.ts'
import { migrations } from './index.ts'

it('migrations stand in the order of their names, each name once', () => {
  const names = migrations.map(({ name }) => name)
  expect(names).toEqual([...new Set(names)].toSorted())
})

it('every table of the schema is there, empty', async () => {
  await using store = await createTemporaryStore()
  for (const table of ['papers', 'paper_aliases', 'paper_authors', 'runs', 'ledger', 'timings', 'meta'] as const) {
    expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([])
  }
})

it('what belongs to a paper goes with it, and cannot be without it', async () => {
  await using store = await createTemporaryStore()
  const { seq } = await store.db
    .insertInto('papers')
    .values(samplePaper({ id: 'a' }))
    .returning('seq')
    .executeTakeFirstOrThrow()
  const alias = (number: number) =>
    store.db
      .insertInto('paper_aliases')
      .values({ alias: `doi:${number}`, seq: number })
      .execute()
  await alias(seq)
  await store.db.insertInto('paper_authors').values({ seq, position: 0, name: 'Ada', slug: 'ada' }).execute()
  await expect(alias(seq + 1)).rejects.toMatchObject({ code: 'constraint' })
  await store.db.deleteFrom('papers').where('seq', '=', seq).execute()
  expect(await store.db.selectFrom('paper_aliases').selectAll().execute()).toEqual([])
  expect(await store.db.selectFrom('paper_authors').selectAll().execute()).toEqual([])
})

it('a list of one day, and a filter of days and categories, read an index and not the papers', async () => {
  await using store = await createTemporaryStore()
  const planOf = async (query: string) => {
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(query)}`.execute(store.db)
    return rows.map(({ detail }) => detail).join('; ')
  }
  expect(await planOf(`select count(*) from papers where feed_day >= '2026-01-01'`)).toContain('COVERING INDEX papers_feed_day')
  expect(await planOf(`select seq from papers where categories like '%"cs.CL"%'`)).toContain('COVERING INDEX papers_filter')
})
