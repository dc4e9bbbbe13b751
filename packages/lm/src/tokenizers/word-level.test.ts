import { expect, it } from 'vitest'

import { readWordLevel } from './word-level.ts'

it('knows a piece or does not; special tokens are made of no text', () => {
  const model = readWordLevel({ vocab: { '<unk>': 0, cat: 1 }, unk_token: '<unk>' }, new Set(['<unk>']))
  expect(['cat', 'dog', '<unk>'].map((piece) => model.tokenize(piece).ids)).toEqual([[1], [0], [0]])
  expect(readWordLevel({ vocab: { cat: 1 }, unk_token: '' }, new Set()).tokenize('dog').ids).toEqual([])
})
