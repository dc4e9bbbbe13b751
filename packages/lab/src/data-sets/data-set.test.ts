import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

import { createDataSet, dataSetName, identityOf } from './data-set.ts'
import { dataSetSha256, sha256 } from './sha256.ts'

const files = new Map([
  ['notes/a.txt', Buffer.from('grüße')],
  ['b.jsonl.gz', gzipSync('{"x":1}\n')],
])

it('gives bytes and text by path, unpacking .gz for text only', () => {
  const set = createDataSet('o/r@1234567', 'abc', files)
  expect(set.text('notes/a.txt')).toBe('grüße')
  expect(set.text('b.jsonl.gz')).toBe('{"x":1}\n')
  expect(set.bytes('b.jsonl.gz').slice(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
  expect(set.paths).toEqual(['notes/a.txt', 'b.jsonl.gz'])
})

it('names the path and the set where a file is not part of it', () => {
  expect(() => createDataSet('o/r@1234567', 'abc', files).bytes('c')).toThrow(/c is not part of the data set o\/r@1234567/)
})

it('identifies a single file by its own hash and a repository by its lines', () => {
  const one = new Map([['f', Buffer.from('x')]])
  expect(identityOf({ file: 'f' } as never, one)).toBe(sha256('x'))
  expect(identityOf({ repository: 'o/r' } as never, one)).toBe(dataSetSha256([{ path: 'f', sha256: sha256('x') }]))
})

it('names sets as people write them', () => {
  expect(dataSetName({ repository: 'o/r', commit: '0123456789', paths: [], licence: '', sha256: '' })).toBe('o/r@0123456')
  expect(dataSetName({ file: 'corpora/a.gz', source: '', licence: '', sha256: '' })).toBe('corpora/a.gz')
})
