import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { folderSha256 } from './folder-sha256.ts'

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-code-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

it('depends on contents and relative names only, with or without a slash at the end', () => {
  const one = folderWith({ 'card.ts': 'a', 'deep/method.ts': 'b' })
  const other = folderWith({ 'deep/method.ts': 'b', 'card.ts': 'a' })
  expect(folderSha256(one)).toBe(folderSha256(other))
  expect(folderSha256(`${one}/`)).toBe(folderSha256(one))
  renameSync(join(other, 'card.ts'), join(other, 'cord.ts'))
  expect(folderSha256(one)).not.toBe(folderSha256(other))
})

it('changes with the code and stays when only a test changes', () => {
  const folder = folderWith({ 'method.ts': '1', 'method.test.ts': '1' })
  const before = folderSha256(folder)
  writeFileSync(join(folder, 'method.test.ts'), '2')
  expect(folderSha256(folder)).toBe(before)
  writeFileSync(join(folder, 'method.ts'), '2')
  expect(folderSha256(folder)).not.toBe(before)
})

it('tells a file of the first folder from one of the second', () => {
  const full = folderWith({ 'a.ts': '1' })
  const empty = folderWith({})
  expect(folderSha256(full, empty)).not.toBe(folderSha256(empty, full))
})

it('hashes a published package, whose code lies under dist', () => {
  const folder = folderWith({ 'dist/index.js': '1' })
  const before = folderSha256(folder)
  writeFileSync(join(folder, 'dist/index.js'), '2')
  expect(folderSha256(folder)).not.toBe(before)
})
