import { describe, expect, it } from 'vitest'

import type { PaperRecord, Source } from '../paper.ts'
import { Bench } from './bench.ts'

function merge(...records: readonly (readonly [PaperRecord, Source])[]) {
  const bench = new Bench()
  for (const [record, source] of records) bench.take(record, source)
  return bench.result()
}

const title = 'A Study of Widgets'

describe('identity', () => {
  it('is the arXiv id, whatever the titles say', () => {
    const { added } = merge([{ title, arxivId: '2401.00001' }, 'page'], [{ title: 'Renamed', arxivId: '2401.00001' }, 'arxiv'])
    expect(added).toHaveLength(1)
    expect(added[0].fields.title).toEqual({ value: 'Renamed', source: 'arxiv' })
  })

  it('is the DOI in any writing', () => {
    expect(merge([{ title, doi: '10.1000/ABC' }, 'page'], [{ title: 'B', doi: 'https://doi.org/10.1000/abc' }, 'page']).added).toHaveLength(
      1,
    )
  })

  it('is the folded title where an id is missing on one side', () => {
    const withId = { title: 'A study of WIDGETS!', arxivId: '2401.00001' }
    for (const records of [
      [
        [{ title }, 'page'],
        [withId, 'arxiv'],
      ] as const,
      [
        [withId, 'arxiv'],
        [{ title }, 'page'],
      ] as const,
    ]) {
      const { added } = merge(...records)
      expect(added).toHaveLength(1)
      expect(added[0].id).toBe('2401.00001')
    }
  })

  it('tells two arXiv papers, and two DOIs, of one title apart', () => {
    expect(merge([{ title, arxivId: '2401.00001' }, 'arxiv'], [{ title, arxivId: '2402.00002' }, 'arxiv']).added).toHaveLength(2)
    expect(merge([{ title, doi: '10.1000/a' }, 'page'], [{ title, doi: '10.1000/b' }, 'page']).added).toHaveLength(2)
  })

  it('gives a title that two papers have to the one of its day', () => {
    const first = { title, arxivId: '2401.00001', publishedAt: '2024-01-01T00:00:00.000Z' }
    const second = { title, arxivId: '2402.00002', publishedAt: '2024-02-02T00:00:00.000Z' }
    const { added } = merge([first, 'arxiv'], [second, 'arxiv'], [{ title, comments: 7, publishedAt: '2024-02-02T00:00:00.000Z' }, 'page'])
    expect(added.map(({ fields }) => fields.comments?.value)).toEqual([undefined, 7])
  })

  it('does not give one DOI to two arXiv papers', () => {
    const { added } = merge(
      [{ title, arxivId: '2401.00001', doi: '10.1000/a' }, 'arxiv'],
      [{ title: 'B', arxivId: '2402.00002', doi: '10.1000/a' }, 'arxiv'],
    )
    expect(added.map(({ doi }) => doi)).toEqual(['10.1000/a', null])
  })

  it('does not take one address for one paper: proceedings list many under it', () => {
    const url = 'https://lab.example/proceedings'
    const { added } = merge([{ title, url }, 'page'], [{ title: 'B', url }, 'page'])
    expect(added.map(({ id }) => id.replace(/:.*/, ''))).toEqual(['url', 'title'])
  })
})

describe('ids', () => {
  it('are replaced by better ones, and the old ones still lead to the paper', () => {
    const { added } = merge([{ title }, 'page'], [{ title, doi: '10.1000/a' }, 'page'], [{ title, arxivId: '2401.00001' }, 'arxiv'])
    expect(added).toHaveLength(1)
    expect(added[0]).toMatchObject({ id: '2401.00001', doi: '10.1000/a' })
    expect([...added[0].newAliases]).toEqual([expect.stringMatching(/^title:/), 'doi:10.1000/a'])
  })

  it('keep finding a paper by the title that a weaker source gives it', () => {
    const page = { title: 'Widgets: A Study', comments: 2 }
    const { added } = merge(
      [page, 'page'],
      [{ title: 'Widgets: A Study', arxivId: '2401.00001' }, 'page'],
      [{ title, arxivId: '2401.00001' }, 'arxiv'],
      [page, 'page'],
    )
    expect(added).toHaveLength(1)
    expect(added[0].fields.title.value).toBe(title)
  })
})

describe('stored papers', () => {
  const stored = (id: string, stated: PaperRecord) => {
    const { added } = merge([stated, 'page'])
    return { ...added[0], id }
  }

  it('become one when a record shows that they are the same', () => {
    const bench = new Bench()
    bench.know(1, stored('2401.00001', { title: 'Old Name', arxivId: '2401.00001', organization: 'Lab' }))
    bench.know(2, stored('title:2', { title, comments: 3 }))
    bench.take({ title, arxivId: '2401.00001' }, 'arxiv')
    const { changed, mergedAway, added } = bench.result()
    expect(added).toEqual([])
    expect(mergedAway).toMatchObject([{ seq: 2, into: { seq: 1 } }])
    expect(changed).toMatchObject([{ seq: 1, fields: { title: { value: title }, organization: { value: 'Lab' }, comments: { value: 3 } } }])
    expect([...changed[0].newAliases]).toContain('title:2')
  })

  it('count as unchanged when nothing new is said', () => {
    const bench = new Bench()
    bench.know(1, stored('2401.00001', { title, arxivId: '2401.00001' }))
    bench.take({ title, arxivId: '2401.00001' }, 'page')
    bench.take({ title }, 'card')
    expect(bench.result()).toMatchObject({ added: [], changed: [], aliased: [], unchangedCount: 2 })
  })
})
