import { createTemporaryStore } from '@offprint/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Catalogue } from './catalogue.ts'
import { createCatalogue } from './create-catalogue.ts'

const store = await createTemporaryStore()
afterAll(() => store.close())

const cards = [
  {
    slug: 'gadgets',
    arxivId: '2401.00002',
    title: 'Gadgets',
    published: '2024-01-02',
    authorCount: 1,
    organization: null,
    runnable: false,
  },
  {
    slug: 'widgets',
    arxivId: '2401.00001',
    title: 'A Study of Widgets',
    published: '2024-01-01',
    authorCount: 2,
    organization: null,
    runnable: true,
  },
]
let catalogue: Catalogue
beforeAll(async () => {
  catalogue = await createCatalogue({ store, cards, now: () => new Date('2026-01-01T00:00:00Z') })
  await catalogue.importRecords([{ title: 'A study of widgets', abstract: 'Widgets hold.', comments: 2, featuredAt: '2024-01-05' }], 'page')
  await catalogue.importRecords(
    [{ title: 'Gizmos', doi: '10.1000/G', authors: ['Ada Öne', 'Ada Öne'], publishedAt: '2024-01-03T00:00:00.000Z' }],
    'page',
  )
})

describe('find', () => {
  it('gives a paper merged from card and page', async () => {
    expect(await catalogue.find('2401.00001')).toMatchObject({
      title: 'A study of widgets',
      authorCount: 2,
      commentCount: 2,
      feedDay: '2024-01-05',
      feedDayIsPublished: false,
      slug: 'widgets',
      runnable: true,
      sources: { title: 'page', authorCount: 'card' },
    })
  })

  it('knows ids in other writings and those of before', async () => {
    const ids = ['2401.00001v3', 'arXiv:2401.00001', 'doi:10.1000/g', 'doi:10.1000/G']
    expect((await Promise.all(ids.map((id) => catalogue.find(id)))).map((paper) => paper?.title)).toEqual([
      'A study of widgets',
      'A study of widgets',
      'Gizmos',
      'Gizmos',
    ])
    const { id = '' } = (await catalogue.find('doi:10.1000/g')) ?? {}
    await catalogue.importRecords([{ title: 'Gizmos', arxivId: '2401.00003' }], 'arxiv')
    expect(await catalogue.find(id)).toMatchObject({ id: '2401.00003', doi: '10.1000/g' })
    expect(await catalogue.find('2401.99999')).toBeUndefined()
  })

  it('finds a paper by the slug of its method', async () => {
    expect((await catalogue.findBySlug('gadgets'))?.id).toBe('2401.00002')
    expect(await catalogue.findBySlug('nothing')).toBeUndefined()
  })
})

it('lists the papers with cards, those that run first', async () => {
  expect((await catalogue.withCards()).map(({ slug }) => slug)).toEqual(['widgets', 'gadgets'])
})

it('lists a day with the reason why each paper stands there', async () => {
  const { papers, total } = await catalogue.day('2024-01-05')
  expect([total, papers[0].id, papers[0].why.text]).toEqual([1, '2401.00001', expect.stringMatching(/./)])
  expect(await catalogue.newestDay()).toBe('2024-01-05')
})

it('searches titles and abstracts', async () => {
  const { papers, total } = await catalogue.search('widgets hold')
  expect([total, papers[0].id, papers[0].snippet]).toEqual([1, '2401.00001', expect.stringContaining('\u0002')])
})

it('searches by meaning too where it is given an embedding, and by words while that fails', async () => {
  const embed = async (texts: readonly string[]) =>
    new Float32Array(texts.flatMap((text) => (/gizmo|contraption/i.test(text) ? [1, 0] : [0, 1])))
  const hybrid = await createCatalogue({ store, cards, embed: { dimension: 2, embed } })
  expect((await hybrid.search('contraption')).papers.map(({ title }) => title)).toEqual(['Gizmos'])
})

it('gives an author once a paper, by any writing of the name', async () => {
  const author = await catalogue.author('ada-one')
  expect([author?.name, author?.papers.map(({ title }) => title)]).toEqual(['Ada Öne', ['Gizmos']])
  expect(await catalogue.author('nobody')).toBeUndefined()
})

it('changes its version with a write and counts what it has', async () => {
  const before = catalogue.version()
  const count = await catalogue.count()
  await catalogue.importRecords([{ title: 'One more' }], 'person')
  expect(catalogue.version()).not.toBe(before)
  expect(await catalogue.count()).toBe(count + 1)
})
