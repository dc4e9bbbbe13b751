import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'

import { readCodeIdentity, spineSha256 } from './code-identity.ts'

function checkout(): { folder: string; url: URL } {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-git-'))
  mkdirSync(join(folder, 'm'))
  writeFileSync(join(folder, 'm/card.ts'), '1')
  return { folder, url: pathToFileURL(`${folder}/m/`) }
}

const git = (folder: string, ...words: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...words], { encoding: 'utf8' }).trim()

it('says unknown outside a checkout and hashes the code all the same', async () => {
  const { url } = checkout()
  const identity = await readCodeIdentity(url)
  expect(identity).toMatchObject({ commit: 'unknown', dirty: false, method: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

it('names the commit, and is dirty after a change of code but not after one under results', async () => {
  const { folder, url } = checkout()
  git(folder, 'init', '-q')
  git(folder, 'add', '.')
  git(folder, 'commit', '-q', '-m', 'first')
  const commit = git(folder, 'rev-parse', 'HEAD')
  mkdirSync(join(folder, 'results'))
  writeFileSync(join(folder, 'results/a.json'), '{}')
  expect(await readCodeIdentity(url)).toMatchObject({ commit, dirty: false })
  writeFileSync(join(folder, 'm/card.ts'), '2')
  expect(await readCodeIdentity(url)).toMatchObject({ commit, dirty: true })
})

it('finds engine and lm by their names', () => {
  expect(spineSha256()).toMatch(/^[0-9a-f]{64}$/)
})
