import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

import { afterAll, describe, expect, it } from 'vitest'

import { createPool } from './pool.ts'

// Types are stripped once, not in each of 100 threads.
const compileCache = mkdtempSync(join(tmpdir(), 'engine-pool-'))
afterAll(() => rmSync(compileCache, { recursive: true }))

const job = (name: string) => ({ module: new URL('./testing/jobs.ts', import.meta.url), name })

describe('a pool', () => {
  it('gives what a job returns, and what it yields as it comes', async () => {
    await using pool = createPool({ size: 2 })
    expect(await pool.run<number>(job('countUntilStopped'), 10)).toBe(10)
    expect(await pool.run<number[]>(job('squares'), 4)).toEqual([0, 1, 4, 9])
    const steps = pool.stream<number, number[]>(job('squares'), 3)
    const seen: unknown[] = []
    for (let step = await steps.next(); ; step = await steps.next()) {
      seen.push(step.value)
      if (step.done) break
    }
    expect(seen).toEqual([0, 1, 4, [0, 1, 4]])
  })

  it('runs more jobs than it has workers, in their order', async () => {
    await using pool = createPool({ size: 1 })
    const order: number[] = []
    await Promise.all([3, 1, 2].map((count) => pool.run<number>(job('countUntilStopped'), count).then((done) => order.push(done))))
    expect(order).toEqual([3, 1, 2])
  })

  it('passes on errors with name, code and message, and goes on', async () => {
    await using pool = createPool({ size: 1 })
    await expect(pool.run(job('fail'), 'no such thing')).rejects.toMatchObject({
      name: 'RangeError',
      code: 'test/fails',
      message: 'no such thing',
    })
    await expect(pool.run(job('missing'))).rejects.toThrow('exports no function missing')
    await expect(pool.run(job('giveFunction'))).rejects.toThrow('could not be cloned')
    await expect(pool.run(job('crash'))).rejects.toThrow('the worker ended with code 7 in the middle of a job')
    expect(await pool.run(job('countUntilStopped'), 2)).toBe(2)
  })

  it('refuses a size below one', () => {
    expect(() => createPool({ size: 0 })).toThrow('a pool has at least one worker, size is 0')
  })
})

describe('cancelling', () => {
  it('stops a plain function that asks, and frees its worker', async () => {
    await using pool = createPool({ size: 1 })
    const controller = new AbortController()
    const running = pool.run(job('countUntilStopped'), Number.MAX_SAFE_INTEGER, { signal: controller.signal })
    await setTimeout(20)
    controller.abort()
    await expect(running).rejects.toMatchObject({ code: 'engine/cancelled' })
    expect(await pool.run(job('countUntilStopped'), 5)).toBe(5)
  })

  it('takes a waiting job out of the queue at once, and refuses one whose signal is aborted', async () => {
    await using pool = createPool({ size: 1 })
    const [first, second] = [new AbortController(), new AbortController()]
    const running = pool.run(job('countUntilStopped'), Number.MAX_SAFE_INTEGER, { signal: first.signal })
    const waiting = pool.run(job('squares'), 3, { signal: second.signal })
    second.abort()
    await expect(waiting).rejects.toThrow('cancelled')
    first.abort()
    await expect(running).rejects.toThrow('cancelled')
    await expect(pool.run(job('squares'), 3, { signal: first.signal })).rejects.toThrow('cancelled')
  })

  it('200 times in the middle of native runs leaves pool and process whole', { timeout: 120_000 }, async () => {
    await using pool = createPool({ size: 2 })
    const cancelOnce = async (delayMs: number) => {
      const controller = new AbortController()
      const steps = pool.stream<number>(job('multiply'), 256, { signal: controller.signal })
      await steps.next()
      await setTimeout(delayMs)
      controller.abort()
      for (;;) if ((await steps.next()).done) return
    }
    for (let i = 0; i < 100; i++) {
      const pair = await Promise.allSettled([cancelOnce(i % 7), cancelOnce((i + 3) % 5)])
      for (const outcome of pair) expect(outcome).toMatchObject({ reason: { code: 'engine/cancelled' } })
    }
    expect(await pool.run(job('countUntilStopped'), 3)).toBe(3)
  })

  it('leaving the loop of a stream ends its job', async () => {
    await using pool = createPool({ size: 1 })
    for await (const _ of pool.stream<number>(job('multiply'), 64)) break
    expect(await pool.run(job('countUntilStopped'), 3)).toBe(3)
  })
})

describe('closing', () => {
  it('in the middle of native runs ends the jobs, never the process', async () => {
    for (let i = 0; i < 5; i++) {
      const pool = createPool({ size: 2 })
      const steps = [1, 2].map(() => pool.stream<number>(job('multiply'), 256))
      await Promise.all(steps.map((stream) => stream.next()))
      const rest = steps.map(async (stream) => {
        for await (const _ of stream);
      })
      await setTimeout(i)
      const outcomes = Promise.allSettled(rest)
      await pool[Symbol.asyncDispose]()
      for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'engine/cancelled' } })
      await expect(pool.run(job('squares'), 1)).rejects.toThrow('the pool was closed')
    }
  })

  it('50 exits of a process with work under way end with its own exit code', { timeout: 120_000 }, async () => {
    const endings = { exit: 0, fail: 3, throw: 1 }
    const names = Object.keys(endings) as (keyof typeof endings)[]
    const exit = (delayMs: number, ending: string) =>
      new Promise<number | string | null>((resolve) => {
        const file = join(import.meta.dirname, 'testing/exit-under-way.ts')
        const child = execFile(process.execPath, [file, String(delayMs), ending], {
          env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
        })
        child.on('close', (code, signal) => resolve(code ?? signal))
      })
    for (let i = 0; i < 25; i++) {
      const pair = [names[i % 3], names[(i + 1) % 3]]
      expect(await Promise.all(pair.map((ending, k) => exit((i + 4 * k) % 9, ending)))).toEqual(pair.map((ending) => endings[ending]))
    }
  })
})
