import { expect, it } from 'vitest'

import { readUnigram } from './unigram.ts'

// The example of the paper's reference code: ab and cd, scores by hand.
const vocab = [
  ['<unk>', 0],
  ['ab', -0.1],
  ['cd', -0.2],
  ['abc', -0.3],
  ['a', -1],
  ['b', -1],
  ['c', -1],
  ['d', -1],
]
const model = (changes: object = {}, reserved: string[] = ['<unk>']) =>
  readUnigram({ type: 'Unigram', vocab, unk_id: 0, ...changes }, new Set(reserved))

it('takes the cut with the highest sum of scores', () => {
  // ab + cd = -0.3 beats abc + d = -1.3
  expect(model().tokenize('abcd')).toEqual({ ids: [1, 2], starts: [0, 2], ends: [2, 4] })
  expect(model().tokenize('abc').ids).toEqual([3])
  expect(model().tokenize('acb').ids).toEqual([4, 6, 5])
})

it('makes neighboring unknown characters one token, whole surrogate pairs', () => {
  expect(model().tokenize('a🎉éb')).toEqual({ ids: [4, 0, 5], starts: [0, 1, 4], ends: [1, 4, 5] })
})

it('spells unknown characters in bytes where the vocabulary has them', () => {
  const bytes = [...vocab, ['<0xC3>', 0], ['<0xA9>', 0]]
  expect(model({ vocab: bytes, byte_fallback: true }).tokenize('aéb')).toEqual({
    ids: [4, 8, 9, 5],
    starts: [0, 1, 1, 2],
    ends: [1, 2, 2, 3],
  })
})

it('makes no special token out of ordinary text', () => {
  expect(model({ vocab: [...vocab, ['<', -1], ['>', -1], ['<a>', 0]] }, ['<unk>', '<a>']).tokenize('<a>').ids).toEqual([8, 4, 9])
})

it('refuses an unknown id outside of the vocabulary, and a text it can do nothing with', () => {
  expect(() => model({ unk_id: 8 })).toThrow(/8 is outside of this vocabulary of 8/)
  expect(() => model({ unk_id: null }).tokenize('é')).toThrow(/neither an unknown token nor one for "é"/)
})
