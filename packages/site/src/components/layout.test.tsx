import { expect, it } from 'vitest'
import { renderLayout } from './layout.tsx'

const frame = { origin: 'https://papers.example', today: '2025-12-24', paperCount: 75481, href: (name: string) => `/assets/${name}` }
const render = (more: object = {}) => renderLayout({ title: 'A & B', address: '/trending', body: 'matter', ...more }, frame)

it('has a title, a canonical address, the day and the number of papers', () => {
  const html = render()
  expect(html).toMatch(/^<!doctype html><html lang="en">/)
  expect(html).toContain('<title>A &amp; B · Offprint</title>')
  expect(html).toContain('<link rel="canonical" href="https://papers.example/trending"/>')
  expect(html).toContain('24 December 2025')
  expect(html).toContain('Search 75,481 papers')
})

it('announces the feeds of a list', () => {
  expect(render({ feed: '/' })).toContain('type="application/atom+xml" title="A &amp; B" href="/today.atom"')
  expect(render()).not.toContain('rel="alternate"')
})

it('keeps what is not for search engines from them', () => {
  expect(render({ index: false })).toContain('<meta name="robots" content="noindex"/>')
  expect(render({ index: false })).not.toContain('canonical')
})

it('marks the current place, and offers nothing that does not work yet', () => {
  expect(render({ current: 'trending' })).toContain('<a href="/trending" aria-current="page">')
  expect(render()).not.toMatch(/sign in|subscribe/i)
})

it('loads itself again only where scripts do not run', () => {
  expect(render({ refreshSeconds: 3 })).toContain('<noscript><meta http-equiv="refresh" content="3"/></noscript>')
  expect(render()).not.toContain('http-equiv="refresh"')
})
