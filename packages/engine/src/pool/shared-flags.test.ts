import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

import { describe, expect, it } from 'vitest'

import { SharedFlags } from './shared-flags.ts'

describe('flags shared by two threads', () => {
  it('count how often one is inside, and carry the wish to stop', () => {
    const flags = new SharedFlags()
    const other = new SharedFlags(flags.buffer)
    other.enter()
    other.enter()
    other.leave()
    expect(flags.isInside).toBe(true)
    other.leave()
    expect(flags.isInside).toBe(false)
    flags.isStopRequested = true
    expect(other.isStopRequested).toBe(true)
  })

  it('keep a thread out for ever once they are closed', async () => {
    const flags = new SharedFlags()
    const module = JSON.stringify(new URL('./shared-flags.ts', import.meta.url).href)
    const code = `
      const { workerData, parentPort } = require('node:worker_threads')
      import(${module}).then(({ SharedFlags }) => {
        const flags = new SharedFlags(workerData)
        flags.enter()
        parentPort.postMessage('inside')
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
        flags.leave()
        flags.enter()
        parentPort.postMessage('inside again')
      })`
    const worker = new Worker(code, { eval: true, workerData: flags.buffer })
    const messages: string[] = []
    worker.on('message', (message) => messages.push(message))
    await once(worker, 'message')
    flags.close()
    flags.waitUntilOutside()
    expect(flags.isInside).toBe(false)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await worker.terminate()
    expect(messages).toEqual(['inside'])
  })
})
