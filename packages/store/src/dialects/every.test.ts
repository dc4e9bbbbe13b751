import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { samplePaper } from '../sample-papers.ts'
import { createTemporaryStore } from '../testing.ts'
import type { Store, WordMatch } from './dialect.ts'

// What every database must do alike. Where one cannot be had, its suite is skipped under its name, with the reason.
const dialects = [
  { name: 'sqlite', open: createTemporaryStore, missing: undefined },
  { name: 'postgres', open: createTemporaryStore, missing: 'PostgreSQL comes with DATABASE_URL, in an issue of its own' },
]

for (const { name, open, missing } of dialects) {
  if (missing) {
    it(name, (context) => context.skip(missing))
    continue
  }
  describe(name, () => {
    let store: Store
    beforeAll(async () => {
      store = await open()
    })
    afterAll(() => store.close())

    describe('rows', () => {
      it('come back as they went in', async () => {
        const row = samplePaper({ id: 'text', title: 'Ünïcode \u{1F9EA} and "quotes"', abstract: 'two\nlines', imported_upvotes: 2 ** 40 })
        const { seq } = await store.db.insertInto('papers').values(row).returning('seq').executeTakeFirstOrThrow()
        const found = await store.db.selectFrom('papers').selectAll().where('seq', '=', seq).executeTakeFirstOrThrow()
        expect(found).toMatchObject({ ...row, doi: null })
      })

      it('are counted when they change', async () => {
        await store.db
          .insertInto('meta')
          .values([
            { key: 'a', value: '1' },
            { key: 'b', value: '1' },
          ])
          .execute()
        const { numUpdatedRows } = await store.db
          .updateTable('meta')
          .set({ value: '2' })
          .where('key', 'in', ['a', 'b'])
          .executeTakeFirstOrThrow()
        expect(numUpdatedRows).toBe(2n)
      })

      it('refuse a second one with the same id, with the code "constraint"', async () => {
        const insert = () =>
          store.db
            .insertInto('papers')
            .values(samplePaper({ id: 'twice' }))
            .execute()
        await insert()
        await expect(insert()).rejects.toMatchObject({ name: 'StoreError', code: 'constraint' })
      })

      it('never reuse a row number', async () => {
        const add = (id: string) => store.db.insertInto('papers').values(samplePaper({ id })).returning('seq').executeTakeFirstOrThrow()
        const { seq } = await add('first')
        await store.db.deleteFrom('papers').where('seq', '=', seq).execute()
        expect((await add('second')).seq).toBeGreaterThan(seq)
      })

      it('stream in order, and the stream can be left early', async () => {
        await store.db
          .insertInto('timings')
          .values(Array.from({ length: 25 }, (_, at) => timing(at)))
          .execute()
        const seen: number[] = []
        for await (const { seconds } of store.db.selectFrom('timings').select('seconds').orderBy('id').stream(10)) seen.push(seconds)
        expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => at))
        for await (const _ of store.db.selectFrom('timings').select('seconds').stream(10)) break
        expect(await store.db.selectFrom('timings').select('id').execute()).toHaveLength(25)
      })
    })

    describe('a value that no column can hold', () => {
      const put = (value: unknown) =>
        store.db
          .insertInto('meta')
          .values({ key: 'bad', value: value as string })
          .execute()
      it.each([
        ['a Date', new Date(0), /toISOString/],
        ['a boolean', true, /1 or 0/],
        ['not a number', Number.NaN, /NaN/],
        ['an object', { a: 1 }, /JSON.stringify/],
      ])('is refused with what to do instead: %s', async (_, value, advice) => {
        await expect(put(value)).rejects.toMatchObject({ code: 'bad-value', message: expect.stringMatching(advice) })
      })

      it('is refused where a condition is undefined', async () => {
        const query = store.db
          .selectFrom('meta')
          .selectAll()
          .where('key', '=', undefined as unknown as string)
        await expect(query.execute()).rejects.toMatchObject({ code: 'bad-value' })
      })
    })

    describe('a transaction', () => {
      it('keeps all or nothing', async () => {
        const failing = store.transaction(async (trx) => {
          await trx.insertInto('meta').values({ key: 'half', value: '1' }).execute()
          throw new Error('stop here')
        })
        await expect(failing).rejects.toThrow('stop here')
        expect(await value('half')).toBeUndefined()
      })

      it('is seen by others when it is done, and not before', async () => {
        await store.transaction(async (trx) => {
          await trx.insertInto('meta').values({ key: 'hidden', value: '1' }).execute()
          expect(await value('hidden')).toBeUndefined()
        })
        expect(await value('hidden')).toBe('1')
      })

      it('waits for the one before, so that no count is lost', async () => {
        await store.db.insertInto('meta').values({ key: 'count', value: '0' }).execute()
        await Promise.all(Array.from({ length: 20 }, () => store.transaction(increment)))
        expect(await value('count')).toBe('20')
      })

      it('rolls a part back to its savepoint', async () => {
        const trx = await store.db.startTransaction().execute()
        const marked = await trx.savepoint('mark').execute()
        await marked.insertInto('meta').values({ key: 'undone', value: '1' }).execute()
        await marked.rollbackToSavepoint('mark').execute()
        await trx.insertInto('meta').values({ key: 'kept', value: '1' }).execute()
        await trx.commit().execute()
        expect([await value('undone'), await value('kept')]).toEqual([undefined, '1'])
      })
    })

    it('dataVersion changes with a write, and with nothing else', async () => {
      const before = store.dataVersion()
      await store.db.selectFrom('meta').selectAll().execute()
      expect(store.dataVersion()).toBe(before)
      await store.db.insertInto('meta').values({ key: 'version', value: '1' }).execute()
      expect(store.dataVersion()).not.toBe(before)
    })

    describe('the word index', () => {
      beforeAll(async () => {
        await store.db.deleteFrom('papers').execute()
        await store.db.insertInto('papers').values(library).execute()
      })

      it('finds a paper whose words were written in any case, with or without accents', async () => {
        expect(await found({ phrases: ['POLYA'] })).toEqual(['urns'])
        expect(await found({ phrases: ['modèle'] })).toEqual(['small'])
      })

      it('does not stem', async () => {
        expect(await found({ phrases: ['models'] })).toEqual([])
      })

      it('wants every phrase, word beside word', async () => {
        expect(await found({ phrases: ['language modele'] })).toEqual(['small'])
        expect(await found({ phrases: ['modele language'] })).toEqual([])
        expect(await found({ phrases: ['language', 'urns'] })).toEqual([])
      })

      it('finds an author within one name, never across two', async () => {
        expect(await found({ names: ['ada lovelace'] })).toEqual(['small'])
        expect(await found({ names: ['lovelace grace'] })).toEqual([])
      })

      it('restricts by an organisation and by a condition on the paper', async () => {
        expect(await found({ organizations: ['analytical society'] })).toEqual(['small'])
        expect(await store.words.count(store.db, match({ phrases: ['a'] }), (eb) => eb('published_at', '<', '2025'))).toBe(1)
      })

      it('ranks a word of the title above the same word in an abstract', async () => {
        const ranked = await store.words.ranked(store.db, match({ phrases: ['urns'] }), undefined, { limit: 9, offset: 0 })
        expect(await ids(ranked)).toEqual(['urns', 'aside'])
        expect(ranked[0].score).toBeGreaterThan(ranked[1].score)
      })

      it('marks the matches of a passage', async () => {
        const [{ seq }] = await store.words.ranked(store.db, match({ phrases: ['aside'] }), undefined, { limit: 1, offset: 0 })
        const passages = await store.words.snippets(store.db, match({ phrases: ['urns'] }), [seq])
        expect([...passages]).toEqual([[seq, 'A word about \u0002urns\u0003, aside']])
      })

      it('follows every change, also within one transaction', async () => {
        await store.transaction(async (trx) => {
          await trx
            .insertInto('papers')
            .values(samplePaper({ id: 'moving', title: 'Before' }))
            .execute()
          await trx.updateTable('papers').set({ title: 'Meanwhile' }).where('id', '=', 'moving').execute()
        })
        await store.db.updateTable('papers').set({ title: 'Afterwards' }).where('id', '=', 'moving').execute()
        expect(await found({ phrases: ['before'] })).toEqual([])
        expect(await found({ phrases: ['meanwhile'] })).toEqual([])
        expect(await found({ phrases: ['afterwards'] })).toEqual(['moving'])
        await store.db.deleteFrom('papers').where('id', '=', 'moving').execute()
        expect(await found({ phrases: ['afterwards'] })).toEqual([])
      })
    })

    describe('the queue', () => {
      const lease = (owner: string, now = '2026-01-01T00:00:10.000Z', maxAttempts = 2) =>
        store.leases.leaseNext(store.db, { owner, now, until: '2026-01-01T00:01:00.000Z', maxAttempts })
      beforeAll(async () => {
        await store.db
          .insertInto('runs')
          .values([run('second', '2026-01-01T00:00:02.000Z'), run('first', '2026-01-01T00:00:01.000Z')])
          .execute()
      })

      it('gives two workers that ask at once two different runs, the oldest first', async () => {
        const taken = await Promise.all([lease('a'), lease('b'), lease('c')])
        expect(taken.map((row) => row?.id)).toEqual(['first', 'second', undefined])
        expect(taken[0]).toMatchObject({ state: 'running', attempt: 1, lease_owner: 'a' })
      })

      it('gives a run away again when its lease has ended, as often as attempts allow', async () => {
        expect((await lease('d', '2026-01-01T00:02:00.000Z'))?.id).toBe('first')
        await store.db.deleteFrom('runs').where('id', '=', 'second').execute()
        expect(await lease('e', '2026-01-01T00:03:00.000Z')).toBeUndefined()
      })
    })

    const value = async (key: string) =>
      (await store.db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value
    const match = (parts: Partial<WordMatch>): WordMatch => ({ phrases: [], names: [], organizations: [], ...parts })
    const found = async (parts: Partial<WordMatch>) =>
      ids(await store.words.ranked(store.db, match(parts), undefined, { limit: 9, offset: 0 }))
    const ids = (ranked: readonly { seq: number }[]) =>
      Promise.all(
        ranked.map(
          async ({ seq }) => (await store.db.selectFrom('papers').select('id').where('seq', '=', seq).executeTakeFirstOrThrow()).id,
        ),
      )
  })
}

async function increment(trx: Store['db']): Promise<void> {
  const { value } = await trx.selectFrom('meta').select('value').where('key', '=', 'count').executeTakeFirstOrThrow()
  await trx
    .updateTable('meta')
    .set({ value: sql`${String(Number(value) + 1)}` })
    .where('key', '=', 'count')
    .execute()
}

const library = [
  samplePaper({
    id: 'small',
    title: 'A language modèle',
    authors: '["Ada Lovelace","Grace Hopper"]',
    organization: 'The Analytical Society',
    published_at: '2024-05-01',
  }),
  samplePaper({ id: 'urns', title: 'Pólya urns', abstract: 'a study', published_at: '2025-05-01' }),
  samplePaper({ id: 'aside', title: 'Another', abstract: 'A word about urns, aside', published_at: '2025-05-01' }),
]

function timing(at: number) {
  return { slug: 'x', what: 'try', model: null, seconds: at, at: '2026-01-01T00:00:00.000Z' }
}

function run(id: string, createdAt: string) {
  return {
    id,
    kind: 'try' as const,
    slug: 'x',
    input: '{}',
    state: 'queued' as const,
    attempt: 0,
    cancel_requested: 0 as const,
    created_at: createdAt,
  }
}
