import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { samplePaper } from '../../sample-papers.ts'
import { createTemporaryStore } from '../../testing.ts'
import type { Store, WordMatch } from '../dialect.ts'

let store: Store
beforeAll(async () => {
  store = await createTemporaryStore()
  // Every third paper has the word, the one in the middle too, in texts of different lengths, so that no two of their scores are alike.
  const papers = Array.from({ length: 90 }, (_, n) =>
    samplePaper({ id: `p${n}`, abstract: `${n % 3 === 2 ? 'urn' : 'vase'}${' filler'.repeat(n)}` }),
  )
  await store.db.insertInto('papers').values(papers).execute()
})
afterAll(() => store.close())

const urns: WordMatch = { phrases: ['urn'], names: [], organizations: [] }

describe('ranking in two halves', () => {
  it.each([
    { limit: 5, offset: 0 },
    { limit: 7, offset: 10 },
    { limit: 50, offset: 20 },
  ])('gives what ranking in one piece gives: %j', async (window) => {
    const whole = await store.words.ranked(store.db, urns, undefined, window)
    expect(await store.words.ranked(store.db, urns, undefined, window, 1_000_000)).toEqual(whole)
    expect(whole).toHaveLength(Math.min(window.limit, 30 - window.offset))
  })

  it('works inside a transaction', async () => {
    const found = await store.transaction((trx) => store.words.ranked(trx, urns, undefined, { limit: 3, offset: 0 }, 1_000_000))
    expect(found).toHaveLength(3)
  })
})

it('the index agrees with the papers after every kind of change', async () => {
  await store.db
    .updateTable('papers')
    .set({ abstract: 'a bowl', authors: '["Ann \\"Q\\" Other","Bo Two"]' })
    .where('id', '=', 'p2')
    .execute()
  await store.db.deleteFrom('papers').where('id', '=', 'p5').execute()
  await store.transaction(async (trx) => {
    await trx
      .insertInto('papers')
      .values(samplePaper({ id: 'gone', abstract: 'urn' }))
      .execute()
    await trx.deleteFrom('papers').where('id', '=', 'gone').execute()
  })
  expect(await store.words.count(store.db, urns, undefined)).toBe(28)
  await sql`insert into words(words, rank) values ('integrity-check', 1)`.execute(store.db) // throws where they differ
})

it('an author in a passage is written with a comma, not with our separator', async () => {
  const match = { phrases: [], names: ['bo two'], organizations: [] }
  const [{ seq }] = await store.words.ranked(store.db, match, undefined, { limit: 1, offset: 0 })
  expect((await store.words.snippets(store.db, match, [seq])).get(seq)).toBe('Ann "Q" Other, \u0002Bo Two\u0003')
})
