import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { dataSetSha256, sha256 } from './sha256.ts'

it('gives the hash of the empty text that every tool gives', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

it('names the same set whatever the order of its files, and another set after a rename', () => {
  const files = ['a.txt', 'ä/b.txt', 'Z'].map((path) => ({ path, sha256: sha256(path) }))
  const identity = dataSetSha256(files)
  expect(dataSetSha256([...files].reverse())).toBe(identity)
  expect(dataSetSha256(files.map((file) => ({ ...file, path: `${file.path}2` })))).not.toBe(identity)
})

it('agrees with sha256sum | LC_ALL=C sort | sha256sum', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-sha-'))
  for (const name of ['b', 'a', 'é']) writeFileSync(join(folder, name), `content of ${name}`)
  const shell = execFileSync('sh', ['-c', 'sha256sum * | LC_ALL=C sort | sha256sum'], { cwd: folder, encoding: 'utf8' })
  expect(dataSetSha256(['a', 'b', 'é'].map((path) => ({ path, sha256: sha256(`content of ${path}`) })))).toBe(shell.slice(0, 64))
})
