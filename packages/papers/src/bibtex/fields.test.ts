import { describe, expect, it } from 'vitest'

import { parseBibtexEntry, standardAbbreviations } from './fields.ts'

function fieldsOf(text: string, abbreviations = standardAbbreviations()) {
  const entry = parseBibtexEntry(text, abbreviations)
  return entry && Object.fromEntries(entry.fields)
}

describe('parseBibtexEntry', () => {
  it('reads values in braces, in quotes, bare and joined', () => {
    expect(fieldsOf('@article{key, title = {A {B} "c"}, note = "d {"} e", year = 2024, month = jan # "~1",}')).toEqual({
      title: 'A {B} "c"',
      note: 'd {"} e',
      year: '2024',
      month: '1~1',
    })
  })

  it('replaces abbreviations that the file defines', () => {
    const abbreviations = standardAbbreviations()
    expect(fieldsOf('@string{acl = {Assoc. for CL}}', abbreviations)).toBeUndefined()
    expect(fieldsOf('@book(key, publisher = ACL # { Press})', abbreviations)).toEqual({ publisher: 'Assoc. for CL Press' })
  })

  it('passes comments and preambles by', () => {
    expect([fieldsOf('@comment{x = {'), fieldsOf('@preamble{"\\newcommand"}')]).toEqual([undefined, undefined])
  })

  it.each([
    ['@article{key, title = {A}', undefined],
    ['@article{key, title = {A', 'a value is never closed'],
    ['@article{key, title = , year = 1}', 'a value is missing'],
    ['@article{key, title {A}}', 'cannot read "title {A}}"'],
  ])('says what is wrong with %s', (text, message) => {
    if (message === undefined) expect(fieldsOf(text)).toEqual({ title: 'A' })
    else expect(() => fieldsOf(text)).toThrow(message)
  })
})
