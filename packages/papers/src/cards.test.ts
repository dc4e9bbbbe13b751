import { createTemporaryStore } from '@offprint/store/testing'
import { expect, it } from 'vitest'

import { mergeCards } from './cards.ts'

const now = new Date('2026-01-01T00:00:00Z')
const card = {
  slug: 'widgets',
  arxivId: '2401.00001',
  title: 'A Study of Widgets',
  published: '2024-01-01',
  authorCount: 3,
  organization: null,
  runnable: false,
}

it('puts the cards’ papers into the catalogue, and writes nothing while the cards stay the same', async () => {
  await using store = await createTemporaryStore()
  await mergeCards(store, [card], now)
  const before = store.dataVersion()
  await mergeCards(store, [card], now)
  await mergeCards(store, [], now)
  expect(store.dataVersion()).toBe(before)
  const papers = await store.db.selectFrom('papers').selectAll().execute()
  expect(papers).toMatchObject([{ id: '2401.00001', author_count: 3, published_at: '2024-01-01T00:00:00.000Z', feed_day: '2024-01-01' }])
})

it('takes a changed card', async () => {
  await using store = await createTemporaryStore()
  await mergeCards(store, [card], now)
  await mergeCards(store, [{ ...card, authorCount: 4, organization: 'Widget Lab' }], now)
  expect(await store.db.selectFrom('papers').selectAll().execute()).toMatchObject([{ author_count: 4, organization: 'Widget Lab' }])
})
