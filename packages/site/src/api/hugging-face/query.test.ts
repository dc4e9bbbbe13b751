import { expect, it } from 'vitest'
import { z } from 'zod'
import type { SiteContext } from '../../site.ts'
import { readQuery, wholeNumber } from './query.ts'

const schema = z.object({ p: wholeNumber(0).default(0), limit: wholeNumber(1).default(50) })
const read = (query: Record<string, string>) => readQuery({ req: { query: () => query } } as unknown as SiteContext, schema)

it('reads numbers, takes defaults and lets unknown parameters be', () => {
  expect(read({ limit: '7', other: 'x' })).toEqual({ p: 0, limit: 7 })
})

it('names the parameter, its value and what it should be', () => {
  expect(() => read({ limit: '0' })).toThrow('limit “0” is no whole number of 1 or more.')
  expect(() => read({ p: '1e3' })).toThrow('p “1e3”')
  expect(() => read({ p: '9'.repeat(400) })).toThrow(/p “9{60}…”/)
})
