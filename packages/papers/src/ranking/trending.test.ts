import { createTemporaryStore, samplePaper } from '@offprint/store/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { listTrending, trendingConstants, trendingScore } from './trending.ts'

const paper = (id: string, feed_day: string | null, imported_upvotes = 0, imported_comments = 0) =>
  samplePaper({ id, feed_day, imported_upvotes, imported_comments })
const now = new Date('2026-03-01T12:00:00Z')

async function trending(papers: ReturnType<typeof paper>[], page?: { limit?: number; offset?: number }) {
  await using store = await createTemporaryStore()
  if (papers.length > 0) await store.db.insertInto('papers').values(papers).execute()
  return await listTrending(store, now, page) // before the store is closed
}

describe('the score', () => {
  it('is the published formula', () => {
    // 10 votes, 4 comments, 2 days old: (10 + 0.5 · 4 + 1) / (2 + 2)^1.5 = 13 / 8
    expect(trendingScore(10, 4, 2)).toBeCloseTo(13 / 8, 12)
  })

  it('grows with votes and comments, falls with age, and is never zero', () => {
    const count = fc.nat(10_000)
    fc.assert(
      fc.property(count, count, fc.nat(400), (votes, comments, age) => {
        const score = trendingScore(votes, comments, age)
        expect(trendingScore(votes + 1, comments, age)).toBeGreaterThan(score)
        expect(trendingScore(votes, comments + 1, age)).toBeGreaterThan(score)
        expect(trendingScore(votes, comments, age + 1)).toBeLessThan(score)
        expect(score).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the list', () => {
  it('lets an old paper with many votes stand above a new one with few, and fall behind in the end', async () => {
    const { listed, total } = await trending([
      paper('new', '2026-03-01', 2),
      paper('liked', '2026-02-27', 60),
      paper('old', '2026-02-02', 60),
    ])
    expect(listed.map(({ row }) => row.id)).toEqual(['liked', 'new', 'old'])
    expect(total).toBe(3)
  })

  it('explains each place with terms that make up the score', async () => {
    const { listed } = await trending([paper('one', '2026-02-27', 10, 4)])
    const [votes, comments, start, age] = listed[0].why.terms.map(({ value }) => value)
    expect((votes + comments + start) * age).toBeCloseTo(trendingScore(10, 4, 2.5), 12)
    expect(listed[0].why.text).toMatch(/^10 votes and 4 comments, 2.5 days old: score 1\.\d\d$/)
  })

  it('leaves out what is older than its window', async () => {
    const { listed } = await trending([paper('new', '2026-03-01'), paper('gone', '2026-01-30', 500)])
    expect(listed.map(({ row }) => row.id)).toEqual(['new'])
    expect(trendingConstants.windowDays).toBe(30)
  })

  it('is not empty when all papers are old, in the future, or without a date', async () => {
    expect((await trending([paper('ancient', '2019-01-01')])).listed).toHaveLength(1)
    expect((await trending([paper('tomorrow', '2026-04-01')])).listed).toHaveLength(1)
    expect((await trending([paper('undated', null)])).listed).toHaveLength(1)
    expect((await trending([])).listed).toEqual([])
  })

  it('is the same whole by pages as at once, among papers with and without votes', async () => {
    await using store = await createTemporaryStore()
    const papers = Array.from({ length: 60 }, (_, n) => paper(`p${n}`, `2026-02-${10 + ((n * 7) % 19)}`, n % 3 === 0 ? (n * 5) % 23 : 0))
    await store.db.insertInto('papers').values(papers).execute()
    const ids = async (limit: number, offset: number) => (await listTrending(store, now, { limit, offset })).listed.map(({ row }) => row.id)
    const plainly = papers
      .map(({ id, feed_day, imported_upvotes }, order) => {
        return { id, order, score: trendingScore(imported_upvotes!, 0, (now.getTime() - Date.parse(feed_day!)) / 86_400_000) }
      })
      .sort((a, b) => b.score - a.score || a.order - b.order)
    expect(await ids(100, 0)).toEqual(plainly.map(({ id }) => id))
    expect((await Promise.all([0, 10, 20, 30, 40, 50].map((offset) => ids(10, offset)))).flat()).toEqual(plainly.map(({ id }) => id))
  })

  it('comes in pages', async () => {
    const papers = [paper('a', '2026-03-01', 3), paper('b', '2026-03-01', 2), paper('c', '2026-03-01', 1)]
    const { listed, total } = await trending(papers, { limit: 1, offset: 1 })
    expect([listed.map(({ row }) => row.id), total]).toEqual([['b'], 3])
    expect((await trending(papers, { offset: 9 })).listed).toEqual([])
  })
})
