import { expect, it } from 'vitest'

import { collectReadings, streamOf } from '../reading/testing.ts'
import { arxivAtom } from './arxiv-atom.ts'

const context = { modifiedAt: new Date('2026-11-25T00:00:00Z') }

async function readFeed(entries: string) {
  return collectReadings(arxivAtom.read(streamOf(`<feed xmlns="http://www.w3.org/2005/Atom">${entries}</feed>`), context))
}

it('reads arXiv’s daily feed, which writes ids and abstracts differently', async () => {
  const { records } = await readFeed(
    '<entry><id>oai:arXiv.org:2401.00001v3</id><title>T</title><published>2024-01-02T00:00:00-05:00</published><summary>arXiv:2401.00001v3 Announce Type: new \nAbstract: We study.</summary><dc:creator>A. One, B. Two</dc:creator><category term="cs.CL"/></entry>',
  )
  expect(records).toMatchObject([
    {
      source: 'arxiv',
      record: {
        arxivId: '2401.00001',
        version: 3,
        abstract: 'We study.',
        authors: ['A. One', 'B. Two'],
        publishedAt: '2024-01-02T05:00:00.000Z',
      },
    },
  ])
})

it('fails an entry that is not well-formed or has no title, and takes the next', async () => {
  const { records, failed } = await readFeed('<entry><title>A</wrong></entry><entry><id>x</id></entry><entry><title>B</title></entry>')
  expect(records.map(({ record }) => record.title)).toEqual(['B'])
  expect(failed.map(({ reason }) => reason)).toEqual([expect.stringContaining('not well-formed XML'), 'no title'])
})
