import { expect, it } from 'vitest'

import { cutScripts } from './scripts.ts'

const cut = (text: string) => cutScripts({ text, offset: 0 }).map((piece) => piece.text)

it('cuts where the script changes, kana and Han together, signs with what stands before', () => {
  expect(cut('どこで生れ。Yes 12да')).toEqual(['どこで生れ。', 'Yes 12', 'да'])
  expect(cut('12 ab')).toEqual(['12 ab'])
  expect(cut('')).toEqual([])
})
