import { expect, it } from 'vitest'

import { type AddedToken, AddedTokenFinder } from './added-tokens.ts'

function token(content: string, changes: Partial<AddedToken> = {}): AddedToken {
  return { id: 1, content, special: true, single_word: false, lstrip: false, rstrip: false, normalized: false, ...changes }
}
function found(text: string, tokens: AddedToken[], special = true): string[] {
  const finder = new AddedTokenFinder(tokens.map((entry) => ({ content: entry.content, token: entry })))
  return finder.find(text, special).map(({ start, end }) => text.slice(start, end))
}

it('takes the leftmost token and of those that begin together the longest', () => {
  expect(found('xabcab', [token('ab'), token('abc'), token('bcab')])).toEqual(['abc', 'ab'])
  expect(found('abx', [token('abc'), token('a')])).toEqual(['a'])
})

it('takes white space along where the token says so, but none that another token has', () => {
  expect(found(' \n<m>  <m> x', [token('<m>', { lstrip: true })])).toEqual([' \n<m>', '  <m>'])
  expect(found(' <m> \u3000<m>x', [token('<m>', { lstrip: true, rstrip: true })])).toEqual([' <m> \u3000', '<m>'])
})

it('finds a token that must stand alone only between letters that are no word', () => {
  expect(found('at cat at. 𝒂at at_', [token('at', { single_word: true })])).toEqual(['at', 'at'])
})

it('leaves special tokens to the model where the text is ordinary, and finds the others', () => {
  expect(found('<s>\t\t', [token('<s>'), token('\t\t', { special: false })], false)).toEqual(['\t\t'])
})
