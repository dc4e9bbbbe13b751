import { expect, it } from 'vitest'

import { createFileServer } from './file-server.ts'
import { findOnHub } from './hub.ts'

const info = {
  sha: 'c0ffee',
  cardData: { license: 'mit' },
  siblings: [
    { rfilename: 'config.json', size: 10, blobId: 'b1' },
    { rfilename: 'model.safetensors', size: 130, lfs: { sha256: 'f00', size: 1000 } },
    { rfilename: 'pytorch_model.bin', size: 9, lfs: { sha256: 'ba4', size: 9 } },
    { rfilename: '1_Pooling/config.json', size: 5, blobId: 'b2' },
    { rfilename: 'onnx/model.onnx', size: 5 },
  ],
}
const path = '/api/models/me/tiny/revision/main?blobs=true'

it('lists what a model needs at the commit of now, with sizes and hashes', async () => {
  await using server = await createFileServer({ [path]: info })
  const { files, licence } = await findOnHub('me/tiny', { hubUrl: server.url, token: 'hf_x' })
  expect(licence).toBe('mit')
  expect(files.map(({ name }) => name)).toEqual(['config.json', 'model.safetensors', '1_Pooling/config.json'])
  expect(files[1]).toEqual({
    name: 'model.safetensors',
    url: `${server.url}/me/tiny/resolve/c0ffee/model.safetensors`,
    sizeBytes: 1000,
    sha256: 'f00',
    headers: { authorization: 'Bearer hf_x' },
  })
  expect(files[0]).toMatchObject({ gitSha1: 'b1' })
  expect(server.requests[0].authorization).toBe('Bearer hf_x')
})

it('takes one GGUF file by its name, and says that there are some where none was named', async () => {
  const gguf = { ...info, siblings: [{ rfilename: 'q4/m.gguf', size: 7, lfs: { sha256: 'a', size: 7 } }] }
  await using server = await createFileServer({ [path]: gguf })
  expect((await findOnHub('me/tiny/q4/m.gguf', { hubUrl: server.url })).files.map(({ name }) => name)).toEqual(['q4/m.gguf'])
  await expect(findOnHub('me/tiny', { hubUrl: server.url })).rejects.toThrow(/name one, as me\/tiny\/q4\/m.gguf/)
})

it('refuses a path that leads out of the folder, and names what it cannot reach', async () => {
  const evil = { ...info, siblings: [{ rfilename: '../../x.safetensors', size: 1 }] }
  await using server = await createFileServer({
    [path]: evil,
    '/api/models/me/closed/revision/main?blobs=true': (response) => response.writeHead(401).end(),
  })
  await expect(findOnHub('me/tiny/../../x.safetensors', { hubUrl: server.url })).rejects.toThrow(/leads out of its folder/)
  await expect(findOnHub('me/closed', { hubUrl: server.url })).rejects.toThrow(/HF_TOKEN/)
  await expect(findOnHub('me/none', { hubUrl: server.url })).rejects.toThrow(/answered 404/)
  await expect(findOnHub('me/tiny', { hubUrl: await closedUrl() })).rejects.toThrow(/cannot be reached \(ECONNREFUSED\)/)
})

/** An address where nothing listens any more. */
async function closedUrl(): Promise<string> {
  await using server = await createFileServer({})
  return server.url
}
