import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { readChatServers } from './chat-config.ts'

function homeWith(config?: string): string {
  const home = mkdtempSync(join(tmpdir(), 'offprint-home-'))
  if (config !== undefined) writeFileSync(join(home, 'config.json'), config)
  return home
}

const environment = { OFFPRINT_CHAT_URL: 'http://127.0.0.1:1/v1', OFFPRINT_CHAT_MODEL: 'tiny' }

it('knows no server on a fresh machine', () => {
  expect(readChatServers({ home: homeWith(), environment: {} }).size).toBe(0)
})

it('names the server of the environment chat and those of config.json chat:name', () => {
  const home = homeWith(JSON.stringify({ chat: { local: { url: 'http://127.0.0.1:2', model: 'm', key: 'k' } }, other: 1 }))
  const servers = readChatServers({ home, environment })
  expect([...servers.keys()]).toEqual(['chat', 'chat:local'])
  expect(servers.get('chat:local')).toEqual({ url: 'http://127.0.0.1:2', model: 'm', key: 'k' })
})

it('says which half is missing, and where', () => {
  expect(() => readChatServers({ home: homeWith(), environment: { OFFPRINT_CHAT_URL: 'http://127.0.0.1:1' } })).toThrow(
    /OFFPRINT_CHAT_MODEL.*model/,
  )
  expect(() => readChatServers({ home: homeWith('{"chat": {"a": {"url": "ftp://x", "model": "m"}}}'), environment: {} })).toThrow(
    /chat\.a\.url/,
  )
  expect(() => readChatServers({ home: homeWith('{'), environment: {} })).toThrow(/config\.json cannot be read as JSON/)
})
