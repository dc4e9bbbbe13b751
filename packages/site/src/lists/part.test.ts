import { expect, it } from 'vitest'
import type { SiteContext } from '../site.ts'
import { pageNumber, partOf } from './part.ts'

const asked = (address: string) => {
  const url = new URL(address, 'http://x')
  return { req: { url: String(url), query: (name: string) => url.searchParams.get(name) ?? undefined } } as unknown as SiteContext
}

it('cuts a list into pages of fifty, and gives exports more at once', () => {
  expect(partOf(asked('/trending'))).toEqual({ limit: 50, offset: 0 })
  expect(partOf(asked('/trending?page=3'))).toEqual({ limit: 50, offset: 100 })
  expect(partOf(asked('/trending.atom'))).toEqual({ limit: 100, offset: 0 })
  expect(partOf(asked('/trending.bib?page=2'))).toEqual({ limit: 1000, offset: 1000 })
})

it('refuses what is no page', () => {
  for (const page of ['0', '-1', 'x', '1.5', '9999999', ''])
    expect(() => pageNumber(asked(`/trending?page=${page}`))).toThrow(/no page number/)
})
