import { expect, it } from 'vitest'

import { readBpe } from './bpe.ts'

const vocab = { '<unk>': 0, l: 1, o: 2, w: 3, lo: 4, low: 5, '</w>': 6, 'w</w>': 7, 'low</w>': 8 }
const bpe = (changes: object = {}, reserved: string[] = []) =>
  readBpe({ type: 'BPE', vocab, merges: ['l o', ['lo', 'w']], ...changes }, new Set(reserved))

it('merges by rank, whichever way the file writes its merges', () => {
  expect(bpe().tokenize('lowol')).toEqual({ ids: [5, 2, 1], starts: [0, 3, 4], ends: [3, 4, 5] })
})

it('marks the end of a word where the vocabulary does', () => {
  expect(bpe({ end_of_word_suffix: '</w>', merges: ['l o', 'lo w</w>'] }).tokenize('low').ids).toEqual([8])
})

it('makes of what is unknown a token, one token for neighbors, bytes, or nothing', () => {
  expect(bpe({ unk_token: '<unk>' }).tokenize('léél').ids).toEqual([1, 0, 0, 1])
  expect(bpe({ unk_token: '<unk>', fuse_unk: true }).tokenize('léél')).toEqual({ ids: [1, 0, 1], starts: [0, 1, 3], ends: [1, 3, 4] })
  const bytes = { ...vocab, '<0xC3>': 9, '<0xA9>': 10 }
  expect(bpe({ vocab: bytes, byte_fallback: true, unk_token: '<unk>' }).tokenize('lé')).toEqual({
    ids: [1, 9, 10],
    starts: [0, 1, 1],
    ends: [1, 2, 2],
  })
  expect(bpe({ vocab: bytes, byte_fallback: true, unk_token: '<unk>' }).tokenize('ü').ids).toEqual([0])
  expect(bpe().tokenize('lél')).toEqual({ ids: [1, 1], starts: [0, 2], ends: [1, 3] })
})

it('takes a piece that is a token whole where merges are to be ignored, but for special ones', () => {
  expect(bpe({ merges: [], ignore_merges: true }).tokenize('low').ids).toEqual([5])
  expect(bpe({ merges: [], ignore_merges: true }, ['low']).tokenize('low').ids).toEqual([1, 2, 3])
})

it('names a merge without its token', () => {
  expect(() => bpe({ merges: ['l w'] })).toThrow(/merge 0 of this tokenizer, "l w", needs a token/)
  expect(() => bpe({ merges: ['low'] })).toThrow(/merge 0/)
})
