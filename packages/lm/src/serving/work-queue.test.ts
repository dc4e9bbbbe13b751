import { expect, it } from 'vitest'

import { createWorkQueue } from './work-queue.ts'

const never = new AbortController().signal

/** A piece of work that ends when it is told to. */
function piece(log: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const work = async () => {
    log.push(name)
    await promise
    return name
  }
  return { work, finish: resolve }
}

it('runs one after the other in the order of coming', async () => {
  const queue = createWorkQueue(5)
  const log: string[] = []
  const [a, b, c] = ['a', 'b', 'c'].map((name) => piece(log, name))
  const all = Promise.all([a, b, c].map(({ work }) => queue.run(work, never)))
  b.finish()
  c.finish()
  await Promise.resolve()
  expect(log).toEqual(['a'])
  a.finish()
  expect(await all).toEqual(['a', 'b', 'c'])
  expect(log).toEqual(['a', 'b', 'c'])
})

it('refuses what would wait behind too many, and says when to come back by the time that work took', async () => {
  let seconds = 0
  const queue = createWorkQueue(1, () => seconds)
  await queue.run(async () => (seconds += 10), never)
  const a = piece([], 'a')
  const first = queue.run(a.work, never)
  const second = queue.run(async () => 'b', never)
  // A first guess of 5 s, a fifth of the way to 10; two pieces are before it.
  const failure = { status: 429, retryAfterSeconds: 12, message: expect.stringContaining('1 requests wait') }
  await expect(queue.run(async () => 'c', never)).rejects.toMatchObject({ failure })
  a.finish()
  expect(await Promise.all([first, second])).toEqual(['a', 'b'])
  expect(await queue.run(async () => 'd', never)).toBe('d')
})

it('lets go of who leaves while waiting', async () => {
  const queue = createWorkQueue(1)
  const a = piece([], 'a')
  const first = queue.run(a.work, never)
  const leaving = new AbortController()
  const second = queue.run(async () => expect.unreachable(), leaving.signal)
  leaving.abort(new Error('gone'))
  await expect(second).rejects.toThrow('gone')
  const third = queue.run(async () => 'c', never)
  a.finish()
  expect(await Promise.all([first, third])).toEqual(['a', 'c'])
})

it('goes on after a failure', async () => {
  const queue = createWorkQueue(1)
  await expect(queue.run(async () => Promise.reject(new Error('broken')), never)).rejects.toThrow('broken')
  expect(await queue.run(async () => 1, never)).toBe(1)
})
