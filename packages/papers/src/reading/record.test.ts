import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, isDay, toRecord, toTime } from './record.ts'
import { anyText } from './testing.ts'

describe('toRecord', () => {
  it('leaves out what a source does not state', () => {
    expect(toRecord({ title: ' A\n study ', abstract: '', authors: [], organization: null, extra: {} })).toEqual({ title: 'A study' })
  })

  it('counts the authors where nobody else did', () => {
    expect(toRecord({ title: 'T', authors: ['A', 'B'] }).authorCount).toBe(2)
    expect(toRecord({ title: 'T', authors: ['A'], authorCount: 9 }).authorCount).toBe(9)
  })

  it('says which field is wrong and what stands there', () => {
    expect(() => toRecord({ abstract: 'x' })).toThrow('no title')
    expect(() => toRecord({ title: 'T', upvotes: -3 })).toThrow(/^upvotes is -3: /)
    expect(() => toRecord({ title: 'T', authors: 7 })).toThrow(/^authors is 7: /)
  })

  it('refuses half a character, which the database would turn into U+FFFD', () => {
    expect(() => toRecord({ title: 'T\ud800' })).toThrow('title holds half a character')
    expect(() => toRecord({ title: 'T', extra: { note: 'x\udfff' } })).toThrow('extra holds half a character')
    expect(toRecord({ title: 'T', extra: { note: '\\ud800 is an escape' } }).extra).toEqual({ note: '\\ud800 is an escape' })
  })
})

describe('cleanText', () => {
  it('leaves no control character and no double space, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const clean = cleanText(text)
        expect(clean).not.toMatch(/[\p{Cc}]| {2}|^ | $/u)
        expect(cleanText(clean)).toBe(clean)
      }),
    )
  })
})

describe('toTime', () => {
  it.each([
    ['2024-01-31', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31T17:08:18.500Z', '2024-01-31T17:08:18.500Z'],
    ['2024-01-31T17:08:18+05:30', '2024-01-31T11:38:18.000Z'],
    ['2024-01-31T17:08:18', '2024-01-31T17:08:18.000Z'],
    ['Mon, 2 Apr 2007 19:18:42 GMT', '2007-04-02T19:18:42.000Z'],
  ])('reads %s', (text, time) => expect(toTime('published', text)).toBe(time))

  it.each(['2024-02-30', '2024-13-40', 'yesterday', 20240131, '2024'])('refuses %s by name', (value) => {
    expect(() => toTime('published', value)).toThrow(/^published is /)
  })
})

it('knows the days of the calendar', () => {
  expect(['2024-02-29', '2025-02-29', '2025-2-3', '0000-01-01'].map(isDay)).toEqual([true, false, false, true])
})
