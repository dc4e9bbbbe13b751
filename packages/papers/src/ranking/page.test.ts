import { expect, it } from 'vitest'

import { readPage } from './page.ts'

it('is the first fifty papers where nothing is asked', () => {
  expect(readPage()).toEqual({ limit: 50, offset: 0 })
  expect(readPage({ offset: 100 })).toEqual({ limit: 50, offset: 100 })
})

it.each([{ limit: -1 }, { limit: 1.5 }, { limit: 1001 }, { offset: -1 }, { offset: Number.NaN }, { offset: 2 ** 60 }])(
  'refuses %j',
  (page) => {
    expect(() => readPage(page)).toThrow(expect.objectContaining({ code: 'bad-page' }))
  },
)
