import type { Store } from '@offprint/store'
import { createTemporaryStore, samplePaper } from '@offprint/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { parseQuery } from './query.ts'
import { rankByWords } from './words.ts'

let store: Store
beforeAll(async () => {
  store = await createTemporaryStore()
  const papers = Array.from({ length: 20 }, (_, n) =>
    samplePaper({ id: `p${n}`, title: n < 8 ? 'the rare one' : 'the one', published_at: '2025-01-01' }),
  )
  await store.db.insertInto('papers').values(papers).execute()
})
afterAll(() => store.close())

const window = { limit: 3, offset: 0 }
const rank = (text: string, limit: number) => rankByWords(store, parseQuery(text), window, limit)

describe('while matches are few enough', () => {
  it('every word counts, and none is dropped', async () => {
    const ranking = await rank('the one', 20)
    expect(ranking).toMatchObject({ total: 20, droppedWords: [] })
    expect(ranking.ranked[0].score).toBeGreaterThan(0)
  })
})

describe('when there are more', () => {
  it('words of over half the papers are left out, and named', async () => {
    const ranking = await rank('the rare one', 5)
    expect(ranking).toMatchObject({ total: 8, droppedWords: ['the', 'one'], match: { phrases: ['rare'] } })
    expect(ranking.ranked).toHaveLength(3)
  })

  it('and where no word is left, the last added come first', async () => {
    const ranking = await rank('the one', 5)
    const last = await store.db.selectFrom('papers').select('seq').orderBy('seq', 'desc').limit(3).execute()
    expect(ranking).toMatchObject({ total: 20, droppedWords: ['the', 'one'], ranked: last.map(({ seq }) => ({ seq, score: 0 })) })
  })

  it('filters restrict first: what they leave is few enough to rank exactly', async () => {
    expect(await rank('the one before:2024', 5)).toMatchObject({ total: 0, droppedWords: [] })
  })

  it('a filter stays when all words go', async () => {
    expect((await rank('the after:2025', 5)).total).toBe(20)
  })
})
