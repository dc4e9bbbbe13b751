import { expect, it } from 'vitest'

import { identify, idRank, normalizeDoi } from './paper-id.ts'

const title = 'A study'

it('prefers the arXiv id, then DOI, ACL id, address and title', () => {
  const { ids } = identify({ title, arxivId: '2401.00001', doi: '10.1000/X' })
  expect(ids.slice(0, 2)).toEqual(['2401.00001', 'doi:10.1000/x'])
  expect(identify({ title, url: 'https://aclanthology.org/P19-1001/' }).ids[0]).toBe('acl:P19-1001')
  expect(identify({ title, url: 'https://lab.example/p/1' }).ids[0]).toMatch(/^url:[0-9a-f]{16}$/)
  expect(identify({ title }).ids).toEqual([expect.stringMatching(/^title:[0-9a-f]{16}$/)])
})

it('takes arXiv DOIs and addresses for the arXiv id that they name', () => {
  expect(identify({ title, doi: '10.48550/arXiv.2401.00001' })).toMatchObject({ arxivId: '2401.00001', doi: undefined })
  expect(identify({ title, url: 'https://huggingface.co/papers/2401.00001' }).arxivId).toBe('2401.00001')
})

it('gives one id to every writing of an address and of a DOI', () => {
  const writings = ['https://www.lab.example/p/1/', 'http://lab.example/p/1#abstract', 'https://lab.example/p/1']
  expect(new Set(writings.map((url) => identify({ title, url }).ids[0])).size).toBe(1)
  expect(normalizeDoi('https://doi.org/10.1000/ABC')).toBe(normalizeDoi('doi: 10.1000/abc'))
  expect(normalizeDoi('see the paper')).toBe('')
})

it('ranks ids from arXiv down to the title', () => {
  const ids = ['title:0', 'cs/0112017', 'url:0', 'doi:10.1/x', 'acl:P19-1001']
  expect(ids.sort((a, b) => idRank(a) - idRank(b))).toEqual(['cs/0112017', 'doi:10.1/x', 'acl:P19-1001', 'url:0', 'title:0'])
})
