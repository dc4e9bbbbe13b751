import { expect, it } from 'vitest'
import { formatAddress, formatOf, withoutFormat } from './formats.ts'

it('takes the ending off a list’s path and leaves other paths alone', () => {
  expect(withoutFormat('/date/2024-01-15.atom')).toBe('/date/2024-01-15')
  expect(withoutFormat('/search.csl.json')).toBe('/search')
  expect(withoutFormat('/papers/2401.00001.md')).toBe('/papers/2401.00001')
  for (const path of ['/', '/papers/2401.00001', '/api/v1/openapi.json', '/date/2024-01-15.html']) expect(withoutFormat(path)).toBe(path)
})

it('reads the format from the path, never from the query', () => {
  expect(formatOf('http://x/today.atom')).toBe('atom')
  expect(formatOf('http://x/search.csl.json?q=a')).toBe('csl.json')
  expect(formatOf('http://x/search?q=a.bib')).toBeUndefined()
})

it('builds the address of a list in a format', () => {
  expect(formatAddress('/', 'atom')).toBe('/today.atom')
  expect(formatAddress('/search?q=a+b', 'bib')).toBe('/search.bib?q=a+b')
})
