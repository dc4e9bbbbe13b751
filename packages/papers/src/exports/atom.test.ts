import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, it } from 'vitest'

import { atom, entryId } from './atom.ts'
import { hostilePapers, hostileTextRead, list, paperWith } from './sample-papers.ts'

const document = atom.write(hostilePapers, list)
const arrays = new Set(['entry', 'author', 'link', 'category'])
const { feed } = new XMLParser({ ignoreAttributes: false, processEntities: true, isArray: (tag) => arrays.has(tag) }).parse(document)

it('is valid XML', () => {
  expect(XMLValidator.validate(document)).toBe(true)
})

it('has all that RFC 4287 asks of a feed', () => {
  expect(feed).toMatchObject({
    '@_xmlns': 'http://www.w3.org/2005/Atom',
    id: list.feedUrl,
    title: list.title,
    updated: '2026-03-01T00:00:00.000Z',
  })
  expect(feed.link).toContainEqual({ '@_rel': 'self', '@_type': 'application/atom+xml', '@_href': list.feedUrl })
})

it('has all that RFC 4287 asks of an entry, also of a paper that has next to nothing', () => {
  expect(feed.entry).toHaveLength(3)
  for (const entry of feed.entry) {
    expect(entry.id).toMatch(/^(https|tag):/)
    expect(Date.parse(entry.updated)).not.toBeNaN()
    expect(entry.author.every(({ name }: { name: string }) => name.length > 0)).toBe(true)
    expect(entry.link[0]['@_href']).toMatch(/^https:\/\/papers\.example\/papers\//)
  }
})

it('gives hostile text back as it was meant', () => {
  expect(feed.entry[1]).toMatchObject({ title: hostileTextRead, summary: hostileTextRead, author: [{ name: hostileTextRead }] })
})

it('names a paper by what outlasts the site', () => {
  expect(entryId(paperWith({}), list.siteUrl)).toBe('https://arxiv.org/abs/2501.00001')
  expect(entryId(hostilePapers[1], list.siteUrl)).toBe('https://doi.org/10.1000/a(b)%3Cc%3E')
  expect(entryId(hostilePapers[2], list.siteUrl)).toBe('tag:papers.example,2026:title:0123456789abcdef')
})
