import { createReadStream, readdirSync } from 'node:fs'

import { needs, sharedPath } from '@offprint/tools/needs'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { anyText, collectReadings, streamOf } from '../reading/testing.ts'
import { dailyPapersPage } from './daily-papers-page.ts'

const context = { year: 2025, modifiedAt: new Date('2026-11-25T00:00:00Z') }

async function readPage(text: string | Uint8Array) {
  return collectReadings(dailyPapersPage.read(streamOf(text), context))
}

it(
  'reads all 47 papers of the seed page with what the page says of them',
  needs('shared', async () => {
    const [file] = readdirSync(sharedPath('seeds'))
    const { records, failed } = await collectReadings(dailyPapersPage.read(createReadStream(sharedPath(`seeds/${file}`)), context))
    const papers = records.map(({ record }) => record)
    expect([papers.length, failed]).toEqual([47, []])
    expect(papers.every(({ title, abstract = '' }) => title.length < 160 && abstract.length > 1300)).toBe(true)
    expect(new Set(papers.map(({ featuredAt }) => featuredAt))).toEqual(new Set(['2025-12-25']))
    // Counted by eye: the small print of one entry is missing on the page; one names its organisation instead of a count.
    expect(papers.filter(({ publishedAt }) => publishedAt).length).toBe(46)
    expect(papers.filter(({ authorCount }) => authorCount).length).toBe(45)
    expect(papers.flatMap(({ organization }) => organization ?? [])).toEqual(['alibaba-inc'])
    expect(papers.reduce((sum, { comments = 0 }) => sum + comments, 0)).toBe(21)
    expect(papers[2]).toMatchObject({ publishedAt: '2024-12-31T00:00:00.000Z', comments: 1, authorCount: 3 })
    expect(papers[9]).toMatchObject({ publishedAt: '2025-02-10T00:00:00.000Z', comments: 0 })
    expect(papers[45]).toMatchObject({ authorCount: 253, publishedAt: '2025-05-21T00:00:00.000Z' })
  }),
)

it('fails the entry that the end of the file cuts, wherever it cuts', async () => {
  const whole = 'Daily Papers\n\nA Title\n\nAn abstract.\n\n  • 2 authors\n·\nFeb 10, 2023\n\n'
  const beginnings = [
    'Gizmos Rev',
    'Gizmos\n\nGizmos are',
    'Gizmos\n\nGizmos are.\n\nwlab Widget Lab\n',
    'Gizmos\n\nGizmos are.\n\n  • 4 authors\n·\nNov 16, 20',
  ]
  for (const beginning of beginnings) {
    const { records, failed } = await readPage(whole + beginning)
    expect(records).toHaveLength(1)
    expect(failed).toEqual([{ at: 'line 11', reason: expect.stringMatching(/breaks off|is no date/) }])
  }
})

it('fails an entry with a byte that is not UTF-8, at its line, and takes the others', async () => {
  const bytes = Buffer.from(dailyPapersPage.sample.text)
  bytes[bytes.indexOf('at length')] = 0xff
  const { records, failed } = await readPage(bytes)
  expect(records).toHaveLength(2)
  expect(failed[0]).toEqual({ at: 'line 11', reason: expect.stringContaining('not UTF-8: byte 0xff') })
})

it('takes the last entry of a page with a footer, small print or not', async () => {
  const { records, failed } = await readPage(
    'Daily Papers\n\nOne\n\nFirst abstract.\n\n·\nFeb 1\n\nTwo\n\nSecond abstract.\n\nPrevious\nNext\n',
  )
  expect([records.map(({ record }) => record.title), failed]).toEqual([['One', 'Two'], []])
})

it('never throws, whatever text it meets', async () => {
  const line = fc.oneof(anyText, fc.constantFrom('', '·', '• 2 authors', 'Dec 25', 'Feb 30, 2023', 'Daily Papers', 'A Title', '7'))
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
      const { records } = await readPage(lines.join('\n'))
      for (const { record } of records) expect(record.title).not.toBe('')
    }),
  )
})
