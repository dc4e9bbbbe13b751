import { expect, it } from 'vitest'

import { readLines } from '../reading/lines.ts'
import { streamOf } from '../reading/testing.ts'
import { braceBalance, readBibtexBlocks } from './entries.ts'

async function blocksOf(text: string) {
  return Array.fromAsync(readBibtexBlocks(readLines(streamOf(text))))
}

it('cuts entries out of the comments around them', async () => {
  const blocks = await blocksOf('Notes, and mail@example.org\n@article{a, title={One\nTwo}}\n% more\n@misc{b, title={Three}}\n')
  expect(blocks.map(({ line, text }) => [line, text])).toEqual([
    [2, '@article{a, title={One\nTwo}}\n'],
    [5, '@misc{b, title={Three}}\n'],
  ])
})

it('does not let one missing brace swallow the entries behind it', async () => {
  const blocks = await blocksOf('@article{a, title={One\n@misc{b, title={Two}}\n@misc{c, title={Three')
  expect(blocks.map(({ line, problem }) => [line, problem])).toEqual([
    [1, 'a brace of this entry is never closed'],
    [2, undefined],
    [3, 'the input breaks off inside this entry'],
  ])
})

it('counts no escaped braces', () => {
  expect(['{a}', '{\\{a}', '}}', 'a\\'].map(braceBalance)).toEqual([0, 0, -2, 0])
})
