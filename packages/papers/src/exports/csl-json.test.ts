import { expect, it } from 'vitest'

import { cslJson } from './csl-json.ts'
import { hostilePapers, hostileTextRead, list, paperWith } from './sample-papers.ts'

it('writes items as citation processors read them', () => {
  expect(JSON.parse(cslJson.write([paperWith({ authors: ['Ada Lovelace', 'DeepSeek-AI'] })], list))).toEqual([
    {
      id: '2501.00001',
      type: 'article',
      title: 'A plain title',
      author: [{ family: 'Lovelace', given: 'Ada' }, { literal: 'DeepSeek-AI' }],
      issued: { 'date-parts': [[2025, 1, 2]] },
      abstract: 'What was done.',
      number: 'arXiv:2501.00001',
      publisher: 'arXiv',
      URL: 'https://arxiv.org/abs/2501.00001',
    },
  ])
})

it('gives hostile text back, and leaves out what is not known', () => {
  const [, hostile, bare] = JSON.parse(cslJson.write(hostilePapers, list))
  expect(hostile.title).toBe(hostileTextRead)
  expect(Object.keys(bare)).toEqual(['id', 'type', 'title', 'author', 'URL'])
})
