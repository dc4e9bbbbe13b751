import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { Served } from './serve.ts'
import { startServer } from './serve.ts'
import { run } from './testing/lab.ts'
import { sampleSite } from './testing/rooms.ts'

let served: Served | undefined
afterEach(() => served?.close())

const start = async (site = sampleSite()) => {
  served = await startServer({ app: site.app, port: 0, host: '127.0.0.1' })
  return served
}

it('answers at its address until it is closed', async () => {
  const { address, close } = await start()
  expect(await (await fetch(`${address}/healthz`)).json()).toMatchObject({ ok: true, papers: 4 })
  await close()
  await expect(fetch(`${address}/healthz`)).rejects.toThrow()
})

it('says that a port is taken, and by which setting to choose another', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  await expect(startServer({ app: sampleSite().app, port, host: '127.0.0.1' })).rejects.toThrow(new RegExp(`${port}.*PORT=`))
  taken.close()
})

it('says that a host is not of this machine', async () => {
  await expect(startServer({ app: sampleSite().app, port: 0, host: '203.0.113.7' })).rejects.toThrow(/HOST=127\.0\.0\.1/)
})

// From another process: only then does the rest of the address arrive while the answer is on its way.
const searchTenMegabytes = (address: string) => `
  const answer = await fetch(${JSON.stringify(`${address}/search?q=`)} + 'a'.repeat(1e7))
  console.log(answer.status, await answer.text())
`

it('answers 414 to a search of ten megabytes, to a client that sends it all', async () => {
  const { address } = await start()
  const client = spawn(process.execPath, ['--input-type=module', '-e', searchTenMegabytes(address)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(client.stdout, 'data')
  expect(String(said)).toMatch(/^414 .*too long/)
})

it('ends an open stream when it is closed, within a second', async () => {
  const site = sampleSite({ runs: [run({ id: 'live', state: 'running' })] })
  let stopped = false
  site.lab.follow = async function* (_id, signal) {
    yield run({ id: 'live', state: 'running' })
    await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }))
    stopped = true
  }
  const { address, close } = await start(site)
  const reader = (await fetch(`${address}/runs/live/events`)).body?.getReader()
  await reader?.read()
  const begin = performance.now()
  await close()
  expect(performance.now() - begin).toBeLessThan(1000)
  await reader?.read().catch(() => undefined)
  await expect.poll(() => stopped).toBe(true)
})

// The sample site with one run that never ends, as a program that prints its address.
const serveForEver = `
  await import('./tsx-hook.ts')
  const { startServer } = await import('./serve.ts')
  const { run } = await import('./testing/lab.ts')
  const { sampleSite } = await import('./testing/rooms.ts')
  const live = run({ id: 'live', state: 'running' })
  const site = sampleSite({ runs: [live] })
  site.lab.follow = async function* (id, signal) {
    yield live
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  }
  const served = await startServer({ app: site.app, port: 0, host: '127.0.0.1' })
  process.stdout.write(served.address)
  await served.closed
`

it('stops at SIGTERM within a second, with a stream open, and exits with 0', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', serveForEver], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [address] = await once(child.stdout, 'data')
  const stream = await fetch(`${address}/runs/live/events`)
  await stream.body?.getReader().read()
  const begin = performance.now()
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(performance.now() - begin).toBeLessThan(1000)
})
