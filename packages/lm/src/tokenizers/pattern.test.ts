import { expect, it } from 'vitest'

import { readPattern, translatePattern } from './pattern.ts'

const matches = (pattern: string, text: string) => text.match(translatePattern(pattern)) ?? []

it('means white space, digits and words in the sense of Unicode', () => {
  expect(matches('\\s', 'a\u0085b\ufeffc\u3000')).toEqual(['\u0085', '\u3000'])
  expect(matches('\\d+', 'x12٣')).toEqual(['12٣'])
  expect(matches('\\w+', 'naïve_٣-क्षि')).toEqual(['naïve_٣', 'क्षि'])
  expect(matches('[^\\s\\w]', 'a ,é!')).toEqual([',', '!'])
  expect(matches('\\bé\\b', 'é éa é')).toEqual(['é', 'é'])
})

it('knows scripts by their bare name and negated properties', () => {
  expect(matches('\\p{Han}+', 'ab漢字c')).toEqual(['漢字'])
  expect(matches('\\pL+', 'ab1')).toEqual(['ab'])
  expect(matches('\\p{^L}', 'a1')).toEqual(['1'])
})

it('gives nothing back of what a possessive quantifier or an atomic group took', () => {
  expect(matches('a?+ab', 'ab')).toEqual([])
  expect(matches('a?+b', 'ab')).toEqual(['ab'])
  expect(matches('(?>a+)a', 'aaa')).toEqual([])
  expect(matches('(?:x|a)++c', 'axc')).toEqual(['axc'])
  expect(matches('[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+', ' word')).toEqual([' word'])
})

it('takes flags, POSIX classes, code points and signs that JavaScript wants escaped', () => {
  expect(matches("(?i:'S|'T)", "'s 't 'x")).toEqual(["'s", "'t"])
  expect(matches('(?i)AB', 'ab')).toEqual(['ab'])
  expect(matches('[[:upper:][:digit:]]+', 'aB2c')).toEqual(['B2'])
  expect(matches('\\x{1F389}', '🎉')).toEqual(['🎉'])
  expect(matches('}{', 'a}{')).toEqual(['}{'])
  expect(matches('a{2}', 'aaa')).toEqual(['aa'])
  expect(matches("\\'\\-[\\-\\']", "'--")).toEqual(["'--"])
  expect(matches('a.c', 'a\rc a\nc')).toEqual(['a\rc'])
})

it('means the ends of lines by ^ and $, those of the text by \\A and \\z', () => {
  expect(matches('^a$', 'a\na')).toEqual(['a', 'a'])
  expect(matches('\\Aa|a\\z', 'a\na\na')).toEqual(['a', 'a'])
})

it('says which expression JavaScript cannot run', () => {
  expect(() => translatePattern('[a&&b]')).toThrow(
    expect.objectContaining({ code: 'tokenizer-unsupported', message: expect.stringContaining('[a&&b]') }),
  )
  expect(() => translatePattern('a)')).toThrow(/cannot run/)
  expect(() => translatePattern('[a')).toThrow(/cannot run/)
})

it('takes a plain text by its letters', () => {
  expect('a.b(c'.match(readPattern({ String: '.b(' }))).toEqual(['.b('])
})
