import { expect, it } from 'vitest'
import { outsideLink, paperAddress, pdfAddress, registryAddress, runAddress, withQuery } from './addresses.ts'
import { paper } from './testing/papers.ts'

it('keeps the slashes of a DOI and encodes what an address cannot have', () => {
  expect(paperAddress('doi:10.5555/ink.2025/7')).toBe('/papers/doi:10.5555/ink.2025/7')
  expect(paperAddress('doi:10.1/a?b#c', 'try')).toBe('/papers/doi:10.1/a%3Fb%23c?tab=try')
  expect(runAddress('a/b')).toBe('/runs/a%2Fb')
})

it('leaves empty values out of a query', () => {
  expect(withQuery('/search', { q: 'a b', author: '', page: undefined, limit: 2 })).toBe('/search?q=a+b&limit=2')
  expect(withQuery('/search', { q: '' })).toBe('/search')
})

it('lets only web addresses out, whatever an import brought', () => {
  expect(outsideLink('https://code.example/x')).toBe('https://code.example/x')
  expect(['javascript:alert(1)', 'data:text/html,x', '/local', null].map(outsideLink)).toEqual([undefined, undefined, undefined, undefined])
})

it('finds the PDF and the registry of a paper', () => {
  const arxiv = paper({ id: '2512.00011', title: 'x' })
  expect([pdfAddress(arxiv), registryAddress(arxiv)?.href]).toEqual([
    'https://arxiv.org/pdf/2512.00011',
    'https://arxiv.org/abs/2512.00011',
  ])
  expect(pdfAddress(paper({ id: 'doi:10.5/x', title: 'x', pdfUrl: 'https://a.example/x.pdf' }))).toBe('https://a.example/x.pdf')
  expect(registryAddress(paper({ id: 'doi:10.5/x', doi: '10.5/x', title: 'x' }))?.href).toBe('https://doi.org/10.5/x')
  expect(registryAddress(paper({ id: 'url:0', title: 'x' }))).toBeUndefined()
})
