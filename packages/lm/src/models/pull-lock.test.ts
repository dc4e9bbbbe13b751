import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { holdLock } from './pull-lock.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Runs to the end, counting how often it waited. */
async function hold(signal?: AbortSignal): Promise<{ lock: AsyncDisposable; waits: number }> {
  const steps = holdLock(join(folder, 'lock'), signal)
  for (let waits = 0; ; waits++) {
    const next = await steps.next()
    if (next.done) return { lock: next.value, waits }
  }
}

it('lets one have it at a time, the other waits', async () => {
  const { lock } = await hold()
  setTimeout(() => lock[Symbol.asyncDispose](), 50)
  const second = await hold()
  expect(second.waits).toBeGreaterThan(0)
  await second.lock[Symbol.asyncDispose]()
  expect(await readdir(folder)).toEqual([])
})

it('takes over from a process that is gone, one of several', async () => {
  const { pid } = spawnSync('true')
  await writeFile(join(folder, 'lock'), `${pid} x`)
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      await using _lock = (await hold()).lock
      most = Math.max(most, ++inside)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside--
    }),
  )
  expect(most).toBe(1)
})

it('stops waiting when it is told to', async () => {
  await using _lock = (await hold()).lock
  await expect(hold(AbortSignal.timeout(30))).rejects.toThrow()
})
