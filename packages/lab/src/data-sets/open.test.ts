import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { makeArchive } from '../testing/archive.ts'
import { serveFiles } from '../testing/file-server.ts'
import { locateDataSet, measureDataSet, openDataSet } from './open.ts'
import { dataSetSha256, sha256 } from './sha256.ts'

const contents = { 'a.txt': 'A', 'deep/b.txt': 'B', 'code.py': 'not data' }
const archive = await makeArchive(contents)
const identity = dataSetSha256(['a.txt', 'deep/b.txt'].map((path) => ({ path, sha256: sha256(contents[path as 'a.txt']) })))
const folderNeed = { repository: 'owner/repo', commit: '0123456789', paths: ['a.txt', 'deep/'], licence: 'MIT', sha256: identity }
const filesNeed = { ...folderNeed, paths: ['a.txt', 'deep/b.txt'] }
const fileNeed = { file: 'corpora/x.txt', source: 'a person', licence: 'none', sha256: sha256('text') }

function places(): { mirror: string; dataFolder: string; cache: string } {
  const root = mkdtempSync(join(tmpdir(), 'offprint-open-'))
  mkdirSync(join(root, 'mirror/owner'), { recursive: true })
  mkdirSync(join(root, 'data/corpora'), { recursive: true })
  return { mirror: join(root, 'mirror'), dataFolder: join(root, 'data'), cache: join(root, 'cache') }
}

const nowhere = { archivesUrl: 'http://127.0.0.1:9', filesUrl: 'http://127.0.0.1:9', attempts: 1 }

it('opens a set from the mirror, and the next time from the cache alone', async () => {
  const at = places()
  writeFileSync(join(at.mirror, 'owner/repo@0123456789.tar.gz'), archive)
  const set = await openDataSet(folderNeed, at)
  expect(set).toMatchObject({ name: 'owner/repo@0123456', sha256: identity, paths: ['a.txt', 'deep/b.txt'] })
  expect((await openDataSet(folderNeed, { cache: at.cache })).text('deep/b.txt')).toBe('B')
})

it('makes a damaged copy in the cache again, from the mirror', async () => {
  const at = places()
  writeFileSync(join(at.mirror, 'owner/repo@0123456789.tar.gz'), archive)
  await openDataSet(folderNeed, at)
  const pack = join(at.cache, 'data', readdirSync(join(at.cache, 'data'))[0])
  const good = readFileSync(pack)
  writeFileSync(pack, Buffer.concat([good.subarray(0, -1), Buffer.from('X')]))
  await expect(openDataSet(folderNeed, { cache: at.cache, ...nowhere })).rejects.toThrow(/damaged/)
  expect((await openDataSet(folderNeed, at)).text('deep/b.txt')).toBe('B')
  expect(readFileSync(pack).equals(good)).toBe(true)
})

it('opens one set many times at once, from one whole copy', async () => {
  const at = places()
  writeFileSync(join(at.mirror, 'owner/repo@0123456789.tar.gz'), archive)
  const sets = await Promise.all(Array.from({ length: 8 }, () => openDataSet(folderNeed, at)))
  expect(sets.every((set) => set.text('a.txt') === 'A')).toBe(true)
  expect(readdirSync(join(at.cache, 'data'))).toEqual([`${identity}.pack`])
})

it('downloads the archive for folders and single files one by one, checks them, and keeps them', async () => {
  await using server = await serveFiles((request, response) => {
    const path = request.url ?? ''
    if (path === '/owner/repo/tar.gz/0123456789') response.end(archive)
    else response.end(contents[path.replace('/owner/repo/0123456789/', '') as 'a.txt'])
  })
  const web = { archivesUrl: server.url, filesUrl: server.url }
  for (const need of [folderNeed, filesNeed]) {
    const { cache } = places()
    expect((await openDataSet(need, { cache, ...web })).sha256).toBe(identity)
    expect((await openDataSet(need, { cache, ...nowhere })).text('a.txt')).toBe('A')
    expect(readdirSync(join(cache, 'downloads'))).toEqual([])
  }
  expect(server.requests.map(({ path }) => path)).toEqual([
    '/owner/repo/tar.gz/0123456789',
    '/owner/repo/0123456789/a.txt',
    '/owner/repo/0123456789/deep/b.txt',
  ])
})

it('never takes other bytes for the set, and says what it got', async () => {
  const changed = await makeArchive({ ...contents, 'a.txt': 'Ä' })
  await using server = await serveFiles((_, response) => response.end(changed))
  const at = places()
  const started = openDataSet(folderNeed, { cache: at.cache, archivesUrl: server.url })
  await expect(started).rejects.toThrow(new RegExp(`download: its sha256 is [0-9a-f]{64}, the need names ${identity}`))
  expect(existsSync(join(at.cache, 'data'))).toBe(false)
})

it('names every place where it looked, and what to do', async () => {
  const at = places()
  const started = openDataSet(folderNeed, { ...at, ...nowhere })
  await expect(started).rejects.toMatchObject({
    code: 'missing-data',
    tried: [expect.stringMatching(/^cache/), expect.stringMatching(/^mirror.*not there/), expect.stringMatching(/^download/)],
  })
  await expect(started).rejects.toThrow(/Set OFFPRINT_MIRROR/)
})

it('takes a single file from the data folder and refuses a path that leaves it', async () => {
  const at = places()
  writeFileSync(join(at.dataFolder, 'corpora/x.txt'), 'text')
  expect((await openDataSet(fileNeed, at)).text('corpora/x.txt')).toBe('text')
  expect(existsSync(at.cache)).toBe(false)
  await expect(openDataSet({ ...fileNeed, file: '../secret' }, at)).rejects.toThrow(/leaves the folder/)
})

it('says beforehand whether a set is here, would be downloaded, or cannot be had', async () => {
  const at = places()
  expect(await locateDataSet(folderNeed, at)).toMatchObject({ at: 'download', from: expect.stringContaining('codeload') })
  expect(await locateDataSet(fileNeed, at)).toMatchObject({ at: 'nowhere', advice: expect.stringContaining('a person') })
  writeFileSync(join(at.dataFolder, 'corpora/x.txt'), 'text')
  expect(await locateDataSet(fileNeed, at)).toEqual({ at: 'here' })
})

it('opens a set also where it cannot keep it', async () => {
  const at = places()
  writeFileSync(join(at.mirror, 'owner/repo@0123456789.tar.gz'), archive)
  writeFileSync(at.cache, 'a file where the cache should be')
  expect((await openDataSet(folderNeed, at)).text('a.txt')).toBe('A')
})

it(
  'measures a released set of the mirror and opens it under that sha256',
  needs('shared', async () => {
    const released = {
      repository: 'ray306/LiB',
      commit: '388248f7306492dcddd67425ea70185c23753986',
      paths: ['br-text.txt'],
      licence: 'none',
    }
    const mirror = sharedPath('mirror')
    const measured = await measureDataSet(released, { mirror })
    expect(measured).toMatchObject({ paths: ['br-text.txt'] })
    const set = await openDataSet({ ...released, sha256: measured.sha256 }, { mirror })
    // 9,790 utterances (the dossier of lib-tokenizer).
    expect(set.text('br-text.txt').trimEnd().split('\n')).toHaveLength(9_790)
  }),
)
