import { expect, it } from 'vitest'
import { paper, samplePapers } from '../../testing/papers.ts'
import { submitterName, toEntry, toFlatPaper } from './entry.ts'

const [folding] = samplePapers
const bare = paper({
  id: '2401.00001',
  title: 'Bare',
  authors: ['A. One'],
  publishedAt: '2024-01-01',
  organization: 'Lab',
  featuredAt: '2024-01-03',
})

it('sends users with both names, for one client reads user and another name', () => {
  const { submittedBy } = toEntry(folding) as { submittedBy: Record<string, unknown> }
  expect(submittedBy).toMatchObject({ _id: '65a103d5230f8846b1b99cfa', fullname: 'Ada Crease', user: 'ada', name: 'ada', isPro: false })
  expect(submitterName(folding)).toBe('ada')
})

it('writes every time with Z, and the feed day as the date of submittedOnDailyAt', () => {
  expect(toFlatPaper(folding)).toMatchObject({ publishedAt: '2025-12-20T17:08:18.000Z', submittedOnDailyAt: '2025-12-24T03:55:12.777Z' })
  expect(toFlatPaper(bare)).toMatchObject({ publishedAt: '2024-01-01T00:00:00.000Z', submittedOnDailyAt: '2024-01-03T00:00:00.000Z' })
})

it('does not let a submission late in New York put the paper on another day', () => {
  const late = { ...folding, extra: { ...folding.extra, submittedOnDailyAt: '2025-12-23T23:30:00.000Z' } }
  expect(toFlatPaper(late).submittedOnDailyAt).toBe('2025-12-24T00:00:00.000Z')
})

it('gives authors and organisations as objects with stable ids', () => {
  const one = toFlatPaper(bare) as { authors: { _id: string }[]; organization: { _id: string } }
  expect(one.authors).toEqual([{ _id: expect.stringMatching(/^[0-9a-f]{24}$/), name: 'A. One', hidden: false }])
  expect(one.organization).toMatchObject({ name: 'Lab', fullname: 'Lab', avatar: '' })
  expect(toFlatPaper(bare)).toEqual(toFlatPaper({ ...bare }))
})

it('keeps the ids that an import brought', () => {
  const imported = { ...bare, extra: { authors: [{ _id: 'a'.repeat(24), name: 'A. One', hidden: true }] } }
  expect(toFlatPaper(imported).authors).toEqual([{ _id: 'a'.repeat(24), name: 'A. One', hidden: true }])
})

it('always has the linked arrays, their counts, and a string as summary', () => {
  expect(toFlatPaper(bare)).toMatchObject({
    linkedModels: [],
    linkedDatasets: [],
    linkedSpaces: [],
    numTotalModels: 0,
    numTotalDatasets: 0,
    summary: '',
  })
})

it('repeats votes and keywords beside the paper', () => {
  expect(toEntry(folding)).toMatchObject({ upvotes: 553, ai_keywords: ['paper', 'memory'], paper: { upvotes: 553 }, numComments: 12 })
})
