import type { Store } from '@offprint/store'
import { createTemporaryStore, samplePaper } from '@offprint/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { searchPapers } from './search.ts'

let store: Store
beforeAll(async () => {
  store = await createTemporaryStore()
  await store.db.insertInto('papers').values(library).execute()
})
afterAll(() => store.close())

const library = [
  samplePaper({
    id: 'attention',
    title: 'Attention with less memory',
    abstract: 'We compute attention in tiles, so that the large matrix is never stored.',
    authors: '["Ada Lovelace","Grace Hopper"]',
    categories: '["cs.LG","cs.CL"]',
    published_at: '2025-03-18T23:59:59.000Z',
  }),
  samplePaper({
    id: 'trees',
    title: 'Trees of sentences',
    abstract: 'A grammar without attention. (Large corpora; "hard" quotes.)',
    authors: '["Ada Grace","Lovelace Byron"]',
    organization: 'Analytical Society',
    categories: '["cs.CL"]',
    published_at: '2025-03-19T00:00:00.000Z',
  }),
  samplePaper({ id: 'undated', title: 'Café and naïve Bayes', abstract: 'x'.repeat(500), categories: '["math.ST"]' }),
]

const idsOf = async (text: string, page?: { limit?: number; offset?: number }) =>
  (await searchPapers(store, text, page)).found.map(({ row }) => row.id)

describe('search', () => {
  it('puts the paper with the word in its title first, and marks the word in a passage', async () => {
    const answer = await searchPapers(store, 'attention')
    expect(answer.found.map(({ row }) => row.id)).toEqual(['attention', 'trees'])
    expect(answer.found[0].score).toBeGreaterThan(answer.found[1].score)
    expect(answer.found[1].snippet).toContain('without \u0002attention\u0003.')
    expect(answer).toMatchObject({ total: 2, droppedWords: [], understood: { words: ['attention'], phrases: [], filters: {} } })
  })

  it('wants all words, whatever their case and accents', async () => {
    expect(await idsOf('LARGE matrix')).toEqual(['attention'])
    expect(await idsOf('cafe NAIVE')).toEqual(['undated'])
  })

  it('finds a phrase only as it stands', async () => {
    expect(await idsOf('"never stored"')).toEqual(['attention'])
    expect(await idsOf('"stored never"')).toEqual([])
  })

  it('gives a page of the whole', async () => {
    expect(await idsOf('attention', { limit: 1, offset: 1 })).toEqual(['trees'])
    expect((await searchPapers(store, 'attention', { limit: 1, offset: 1 })).total).toBe(2)
  })

  it('lists everything, newest first, where no word is given', async () => {
    expect(await idsOf('')).toEqual(['trees', 'attention', 'undated'])
    const { snippet } = (await searchPapers(store, 'cat:math.ST')).found[0]
    expect(snippet.length).toBeLessThan(300)
  })
})

describe('filters', () => {
  it('an author is a phrase within one name', async () => {
    expect(await idsOf('author:"ada lovelace"')).toEqual(['attention'])
    expect(await idsOf('author:"grace lovelace"')).toEqual([])
    expect((await idsOf('author:lovelace')).sort()).toEqual(['attention', 'trees'])
  })

  it('after: and before: include the day that they name', async () => {
    expect(await idsOf('after:2025-03-18 before:2025-03-18')).toEqual(['attention'])
    expect(await idsOf('after:2025-03-19')).toEqual(['trees'])
    expect(await idsOf('attention before:2025-03-17')).toEqual([])
  })

  it('a category holds those under it, and nothing that only begins alike', async () => {
    expect((await idsOf('cat:cs')).sort()).toEqual(['attention', 'trees'])
    expect(await idsOf('category:CS.lg')).toEqual(['attention'])
    expect(await idsOf('cat:c')).toEqual([])
    expect(await idsOf('cat:c_.CL')).toEqual([])
  })

  it('an organisation is found by its name', async () => {
    expect(await idsOf('org:"analytical society"')).toEqual(['trees'])
  })
})

describe('hostile queries', () => {
  it.each([
    '"',
    '""',
    '"attention',
    'attention"',
    'attention AND',
    'OR',
    'NOT attention',
    '(attention',
    'attention*',
    '^attention',
    '-attention',
    "attention'",
    'a:b:c',
    'NEAR(attention, 2)',
    '{title}: attention',
    '\u0000',
    '\ud800',
    '%_',
    "'; drop table papers; --",
    'ن ع',
    '的',
  ])('are text: %j', async (text) => {
    await expect(searchPapers(store, text)).resolves.toMatchObject({ total: expect.any(Number) })
  })

  it('may have as many words as fit', async () => {
    const words = Array.from({ length: 330 }, (_, index) => index.toString(36)).join(' ')
    expect(await idsOf(words.slice(0, 1000))).toEqual([])
  })

  it('are refused at ten megabytes', async () => {
    await expect(searchPapers(store, 'x'.repeat(10_000_000))).rejects.toMatchObject({ code: 'query-too-long' })
  })
})
