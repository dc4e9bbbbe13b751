import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import type { DataSet } from '../contract.ts'
import { readChinese, readSpeeches, readUtterances } from './corpora.ts'

function dataSet(path: string): DataSet {
  const bytes = () => gunzipSync(readFileSync(sharedPath(`data/${path}`)))
  return { name: path, sha256: '', paths: [path], bytes, text: () => bytes().toString() }
}

it('takes each utterance once, as its words', () => {
  expect(readUtterances('you want it\nyou want it\n\nlook\n')).toEqual([['you', 'want', 'it'], ['look']])
})

it(
  'splits 124 speeches in halves and quarters without sharing one',
  needs('shared', () => {
    const { training, development, heldOut } = readSpeeches(dataSet('corpora/us-speeches.txt.gz'))
    expect([training.length, development.length, heldOut.length]).toEqual([62, 31, 31])
    expect(new Set([...training, ...development, ...heldOut]).size).toBe(124)
  }),
)

it(
  'splits the Chinese articles and learns from the declaration too',
  needs('shared', () => {
    const { training, development, heldOut } = readChinese(dataSet('eval/xquad12.jsonl.gz'), dataSet('corpora/udhr2.jsonl.gz'))
    expect([training.length, development.length, heldOut.length]).toEqual([25, 12, 12])
    for (const text of [...training, ...heldOut]) expect(text).toMatch(/\p{Script=Han}/u)
  }),
)
