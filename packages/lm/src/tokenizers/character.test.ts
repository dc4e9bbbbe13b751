import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { characterTokenizer, trainCharacters } from './character.ts'
import { readTokenizer } from './hugging-face.ts'

it('gives frequent characters the first ids after the special tokens, rare ones none', () => {
  const tokenizer = readTokenizer(trainCharacters(['aab🎉🎉c'], { vocabSize: 10 }))
  expect(['<unk>', 'a', '🎉'].map((text) => tokenizer.tokenId(text))).toEqual([0, 1, 2])
  expect([...tokenizer.encode('a🎉ca').ids]).toEqual([1, 2, 0, 1])
  expect(tokenizer.encode('a🎉c').offsets).toEqual([
    [0, 1],
    [1, 3],
    [3, 4],
  ])
})

it(
  'takes the vocabulary of a published character model',
  needs('shared', async () => {
    const ids = (await readJsonFile(sharedPath('data/models/textgenrnn/textgenrnn_vocab.json'))) as Record<string, number>
    const characters: string[] = []
    for (const [character, id] of Object.entries(ids)) characters[id] = character
    const tokenizer = readTokenizer(characterTokenizer(Array.from(characters, (character, id) => character ?? `<${id}>`)))
    expect([...tokenizer.encode('the cat').ids]).toEqual(Array.from('the cat', (character) => ids[character]))
    expect(tokenizer.decode(tokenizer.encode('What is this?').ids)).toBe('What is this?')
  }),
)
