import { expect, it } from 'vitest'

import { jsonFeed } from './json-feed.ts'
import { hostilePapers, hostileTextRead, list } from './sample-papers.ts'

const feed = JSON.parse(jsonFeed.write(hostilePapers, { ...list, feedUrl: 'https://papers.example/today.json' }))

it('has all that JSON Feed 1.1 asks', () => {
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: list.title,
    feed_url: 'https://papers.example/today.json',
  })
  for (const item of feed.items)
    expect(item).toMatchObject({ id: expect.any(String), url: expect.stringContaining('/papers/'), content_text: expect.any(String) })
})

it('gives hostile text back as it was meant', () => {
  expect(feed.items[1]).toMatchObject({ title: hostileTextRead, content_text: hostileTextRead, authors: [{ name: hostileTextRead }] })
})

it('leaves out a time that is not known', () => {
  expect(feed.items[0].date_published).toBe('2025-01-02T03:04:05.000Z')
  expect(feed.items[2].date_published).toBeUndefined()
})
