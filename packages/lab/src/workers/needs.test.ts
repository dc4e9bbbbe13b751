import { expect, it } from 'vitest'

import { wantedOf } from './needs.ts'

const file = { file: 'a', source: '', licence: '', sha256: '' }
const needs = { data: { pairs: file, texts: file }, chat: true }

it('takes all that the folder needs where nothing narrower is named', () => {
  expect(wantedOf(needs)).toEqual({ data: ['pairs', 'texts'], chat: true, embedder: false })
  expect(wantedOf({})).toEqual({ data: [], chat: false, embedder: false })
})

it('takes only what uses names', () => {
  expect(wantedOf(needs, { data: ['texts'] })).toEqual({ data: ['texts'], chat: false, embedder: false })
  expect(wantedOf(needs, {})).toEqual({ data: [], chat: false, embedder: false })
})

it('refuses a data set that nobody described', () => {
  expect(() => wantedOf(needs, { data: ['pears'] })).toThrow(/pears, needs\.data has pairs, texts/)
})
