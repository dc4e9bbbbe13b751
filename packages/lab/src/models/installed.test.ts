import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { serveFiles } from '../testing/file-server.ts'
import { createModelSource } from './installed.ts'

const home = mkdtempSync(join(tmpdir(), 'offprint-home-'))
const answer = JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'four' }, finish_reason: 'stop' }] })

it('says what to set where there is no chat model', async () => {
  expect(await createModelSource({ home, environment: {} }).findChat()).toEqual({
    missing: expect.stringMatching(/none is set up.*OFFPRINT_CHAT_URL/),
  })
})

it('opens the server of the environment as chat, and names the known ones when asked for another', async () => {
  await using server = await serveFiles((_, response) => response.setHeader('content-type', 'application/json').end(answer))
  const environment = { OFFPRINT_CHAT_URL: `${server.url}/v1`, OFFPRINT_CHAT_MODEL: 'tiny' }
  const source = createModelSource({ home, environment })
  const found = await source.findChat('chat')
  if ('missing' in found) throw new Error(found.missing)
  expect(found.identity).toMatchObject({ name: 'chat (tiny)', precision: 'unknown', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
  const [reply] = await (await found.open()).complete({ messages: [{ role: 'user', content: '2 + 2?' }] })
  expect(reply.text).toBe('four')
  expect(await source.findChat('chat:other')).toEqual({ missing: expect.stringMatching(/no chat model chat:other\. Known: chat\./) })
})

it('takes the first server of config.json where the environment names none', async () => {
  const own = mkdtempSync(join(tmpdir(), 'offprint-home-'))
  writeFileSync(join(own, 'config.json'), JSON.stringify({ chat: { local: { url: 'http://127.0.0.1:1', model: 'm' } } }))
  expect(await createModelSource({ home: own, environment: {} }).findChat()).toMatchObject({ identity: { name: 'chat:local (m)' } })
})
