import type { Store } from '@offprint/store'
import { createTemporaryStore, samplePaper } from '@offprint/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { dayAfter, dayBefore, newestDay } from './days.ts'
import type { ListedRows } from './listed.ts'
import { listDay, listLatest, listMonth, listWeek } from './lists.ts'

let store: Store
beforeAll(async () => {
  store = await createTemporaryStore()
  const paper = (id: string, feed_day: string | null, imported_upvotes = 0) => samplePaper({ id, feed_day, imported_upvotes })
  await store.db
    .insertInto('papers')
    .values([
      paper('undated', null, 99),
      paper('sunday', '2026-03-01', 5),
      paper('first', '2026-02-26'),
      paper('liked', '2026-02-26', 7),
      paper('second', '2026-02-26'),
      paper('friday', '2026-02-27'),
      paper('january', '2026-01-31', 50),
    ])
    .execute()
})
afterAll(() => store.close())

const ids = ({ listed }: ListedRows) => listed.map(({ row }) => row.id)

it('a day has most votes first, then the order of the feed', async () => {
  const list = await listDay(store, '2026-02-26')
  expect(ids(list)).toEqual(['liked', 'first', 'second'])
  expect(list.total).toBe(3)
})

it('a page of a day knows the whole, and each paper its place in it', async () => {
  const list = await listDay(store, '2026-02-26', { limit: 1, offset: 1 })
  expect(ids(list)).toEqual(['first'])
  expect(list.total).toBe(3)
  expect(list.listed[0].why.text).toBe('Number 2 of 3 on 2026-02-26: 0 votes')
})

it('a week goes from Monday to Sunday; with equal votes the newer day comes first', async () => {
  expect(ids(await listWeek(store, '2026-W09'))).toEqual(['liked', 'sunday', 'friday', 'first', 'second'])
})

it('a month ends with its last day', async () => {
  expect(ids(await listMonth(store, '2026-02'))).toEqual(['liked', 'friday', 'first', 'second'])
  expect(ids(await listMonth(store, '2026-01'))).toEqual(['january'])
})

it('the latest come day by day, those without a date last', async () => {
  const list = await listLatest(store)
  expect(ids(list)).toEqual(['sunday', 'friday', 'liked', 'first', 'second', 'january', 'undated'])
  expect(list.listed.at(-1)?.why.text).toContain('without a date')
})

it('every paper says why it is here, term by term', async () => {
  for (const { why } of [...(await listWeek(store, '2026-W09')).listed, ...(await listLatest(store)).listed]) {
    expect(why.terms.length).toBeGreaterThan(1)
    for (const { name, because, value } of why.terms)
      expect([name, because, Number.isFinite(value)]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./), true])
  }
})

it('an empty day is an empty list, a wrong one an error', async () => {
  expect(await listDay(store, '2020-01-01')).toEqual({ listed: [], total: 0 })
  await expect(listDay(store, '2025-13-40')).rejects.toMatchObject({ code: 'bad-day' })
  await expect(listWeek(store, '2024-W60')).rejects.toMatchObject({ code: 'bad-week' })
  await expect(listMonth(store, '2024-13')).rejects.toMatchObject({ code: 'bad-month' })
})

it('knows the neighbouring days that have papers', async () => {
  expect(await dayBefore(store, '2026-02-26')).toBe('2026-01-31')
  expect(await dayAfter(store, '2026-02-27')).toBe('2026-03-01')
  expect(await dayBefore(store, '2026-01-31')).toBeUndefined()
  expect(await dayAfter(store, '2026-03-01')).toBeUndefined()
  expect(await newestDay(store)).toBe('2026-03-01')
})

it('leaves only papers whose further fields hold a text, whatever signs are in it', async () => {
  await using marked = await createTemporaryStore()
  const by = (id: string, name: string) => samplePaper({ id, feed_day: '2026-02-26', extra: JSON.stringify({ submittedBy: { name } }) })
  await marked.db
    .insertInto('papers')
    .values([
      by('plain', 'ada'),
      by('longer', 'adam'),
      by('percent', '100%_sure'),
      by('quoted', 'a"b\\c'),
      samplePaper({ id: 'none', feed_day: '2026-02-26' }),
    ])
    .execute()
  for (const [id, mentioning] of [
    ['plain', 'ada'],
    ['percent', '100%_sure'],
    ['quoted', 'a"b\\c'],
  ]) {
    const list = await listDay(marked, '2026-02-26', { mentioning })
    expect({ ids: ids(list), total: list.total }).toEqual({ ids: [id], total: 1 })
    expect(ids(await listLatest(marked, { mentioning }))).toEqual([id])
  }
  expect(ids(await listDay(marked, '2026-02-26', { mentioning: '%' }))).toEqual([])
})
