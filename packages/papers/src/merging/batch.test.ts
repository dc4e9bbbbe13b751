import { createTemporaryStore } from '@offprint/store/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'

import type { PaperRecord, Source } from '../paper.ts'
import { chunks, mergeBatch } from './batch.ts'

const now = new Date('2026-01-01T00:00:00Z')

let store: Awaited<ReturnType<typeof createTemporaryStore>>
beforeAll(async () => {
  store = await createTemporaryStore()
})
afterAll(() => store.close())

/** Imports into an empty database, a batch after another. */
async function importAll(batches: readonly (readonly [PaperRecord, Source][])[]) {
  for (const table of ['paper_aliases', 'paper_authors', 'papers'] as const) await store.db.deleteFrom(table).execute()
  const counts = []
  for (const batch of batches) {
    counts.push(
      await store.transaction((trx) =>
        mergeBatch(
          trx,
          batch.map(([record, source]) => ({ record, source })),
          now,
        ),
      ),
    )
  }
  const papers = await store.db.selectFrom('papers').selectAll().orderBy('id').execute()
  const aliases = await store.db.selectFrom('paper_aliases').selectAll().orderBy('alias').execute()
  const authors = await store.db.selectFrom('paper_authors').selectAll().orderBy('seq').orderBy('position').execute()
  return { counts, papers, aliases, authors }
}

it('writes papers, aliases and authors, and finds them again in the next batch', async () => {
  const page: [PaperRecord, Source] = [{ title: 'Widgets', comments: 2 }, 'page']
  const arxiv: [PaperRecord, Source] = [{ title: 'Widgets', arxivId: '2401.00001', authors: ['Łu One', 'Bo Two'] }, 'arxiv']
  const again: [PaperRecord, Source] = [{ title: 'Widgets', arxivId: '2401.00001', authors: ['Łu One', 'Bo Two', 'Cy Three'] }, 'arxiv']
  const { counts, papers, aliases, authors } = await importAll([[page], [arxiv], [page, arxiv], [again]])
  expect(counts).toEqual([
    { added: 1, changed: 0, unchanged: 0 },
    { added: 0, changed: 1, unchanged: 0 },
    { added: 0, changed: 0, unchanged: 2 },
    { added: 0, changed: 1, unchanged: 0 },
  ])
  expect(papers).toMatchObject([{ id: '2401.00001', title: 'Widgets', imported_comments: 2, author_count: 3 }])
  expect(aliases.map(({ alias }) => alias)).toEqual([expect.stringMatching(/^title:/)])
  expect(authors.map(({ slug }) => slug)).toEqual(['lu-one', 'bo-two', 'cy-three'])
})

it('merges two stored papers into one row, and every old id leads to it', async () => {
  const { papers, aliases, authors } = await importAll([
    [
      [{ title: 'Old', arxivId: '2401.00001', authors: ['A'] }, 'arxiv'],
      [{ title: 'New', doi: '10.1000/x', authors: ['B'], comments: 4 }, 'page'],
    ],
    [[{ title: 'New', arxivId: '2401.00001', doi: '10.1000/x' }, 'arxiv']],
  ])
  expect(papers).toMatchObject([{ id: '2401.00001', doi: '10.1000/x', title: 'New', authors: '["A"]', imported_comments: 4 }])
  expect(aliases.map(({ alias }) => alias)).toEqual(['doi:10.1000/x', expect.stringMatching(/^title:/), expect.stringMatching(/^title:/)])
  expect(new Set(aliases.map(({ seq }) => seq))).toEqual(new Set([papers[0].seq]))
  expect(authors.map(({ name }) => name)).toEqual(['A'])
})

/** The rows of records that come one a batch, and of the same in a single batch; row numbers may differ. */
async function bothWays(records: readonly (readonly [PaperRecord, Source])[]) {
  const strip = ({ papers }: Awaited<ReturnType<typeof importAll>>) => papers.map(({ seq: _seq, ...row }) => row)
  const copies = records.map(([record, source]): [PaperRecord, Source] => [record, source])
  return { apart: strip(await importAll(copies.map((each) => [each]))), together: strip(await importAll([copies])) }
}

it('gives no second paper a DOI that leads to one which was merged and shows another', async () => {
  const { apart, together } = await bothWays([
    [{ title: 'A', doi: '10.1000/b' }, 'arxiv'],
    [{ title: 'A', arxivId: '2401.00001', doi: '10.1000/a' }, 'arxiv'],
    [{ title: 'A', arxivId: '2401.00001', doi: '10.1000/b' }, 'arxiv'],
    [{ title: 'A', arxivId: '2402.00002', doi: '10.1000/b' }, 'arxiv'],
  ])
  expect(apart).toEqual(together)
  expect(apart.map(({ id, doi }) => [id, doi])).toEqual([
    ['2401.00001', '10.1000/a'],
    ['2402.00002', null],
  ])
})

it('merges by title into the older of two papers, stored or not', async () => {
  const { apart, together } = await bothWays([
    [{ title: 'B' }, 'arxiv'],
    [{ title: 'A', arxivId: '2401.00001' }, 'arxiv'],
    [{ title: 'B', doi: '10.1000/b' }, 'arxiv'],
    [{ title: 'A', doi: '10.1000/b' }, 'arxiv'],
    [{ title: 'A' }, 'arxiv'],
  ])
  expect(apart).toEqual(together)
  expect(apart).toHaveLength(2)
})

it('comes to the same rows however the records are cut into batches', async () => {
  const record = fc.record(
    {
      title: fc.constantFrom('A', 'B'),
      arxivId: fc.constantFrom('2401.00001', '2402.00002'),
      doi: fc.constantFrom('10.1000/a', '10.1000/b'),
      abstract: fc.constantFrom('x', 'y'),
    },
    { requiredKeys: ['title'] },
  )
  const sourced = fc.tuple(record, fc.constantFrom<Source>('arxiv', 'page'))
  await fc.assert(
    fc.asyncProperty(fc.array(sourced, { minLength: 1, maxLength: 6 }), async (records) => {
      const { apart, together } = await bothWays(records)
      expect(apart).toEqual(together)
    }),
    { numRuns: 15 },
  )
}, 60_000)

it('cuts lists into pieces of ten sizes', () => {
  for (const length of [0, 1, 512, 1000, 3303]) {
    const items = Array.from({ length }, (_, index) => index)
    expect(chunks(items).flat()).toEqual(items)
    expect(chunks(items).every((piece) => piece.length <= 512 && Math.log2(piece.length) % 1 === 0)).toBe(true)
  }
})
