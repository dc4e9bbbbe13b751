import { createReadStream } from 'node:fs'

import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { collectReadings, streamOf } from '../reading/testing.ts'
import { huggingFaceJson } from './hugging-face-json.ts'

const context = { modifiedAt: new Date('2026-11-25T00:00:00Z') }

it(
  'reads the recorded entry with every field that the API needs again',
  needs('shared', async () => {
    const stream = createReadStream(sharedPath('data/samples/hf_daily_papers_entry.json'))
    const { records, failed } = await collectReadings(huggingFaceJson.read(stream, context))
    expect(failed).toEqual([])
    const [{ record }] = records
    expect(record).toMatchObject({
      arxivId: '2602.23229',
      upvotes: 10,
      comments: 1,
      featuredAt: '2026-03-06',
      publishedAt: '2026-02-26T17:08:18.000Z',
    })
    expect(record.organization).toBe('Multimedia and Human Understanding Group')
    const kept = [
      'submittedOnDailyBy',
      'submittedBy',
      'thumbnail',
      'mediaUrls',
      'ai_summary',
      'ai_keywords',
      'organization',
      'discussionId',
      'authors',
      'githubStars',
    ]
    expect(Object.keys(record.extra ?? {})).toEqual(expect.arrayContaining(kept))
  }),
)

it('reads an array, one entry, the page data and one flat paper alike', async () => {
  const paper = { id: '2401.00001', title: 'T', summary: 'S', authors: [] }
  const shapes = [[{ paper }], { paper }, { dailyPapers: [{ paper }] }, paper, [paper]]
  for (const shape of shapes) {
    const text = JSON.stringify(shape, undefined, 1)
    expect(huggingFaceJson.detect({ name: 'x', text })).toBe(true)
    const { records } = await collectReadings(huggingFaceJson.read(streamOf(text), context))
    expect(records).toEqual([
      { source: 'huggingface', record: expect.objectContaining({ arxivId: '2401.00001', title: 'T', abstract: 'S' }) },
    ])
  }
})
