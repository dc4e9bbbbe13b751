import { expect, it } from 'vitest'

import { Thread } from './thread.ts'

const job = (name: string) => ({ module: new URL('./testing/jobs.ts', import.meta.url), name })

it('is busy from the start of a job to its end, and takes the next', async () => {
  const thread = new Thread(() => undefined)
  const run = () =>
    new Promise((resolve, reject) => thread.start(job('countUntilStopped'), 3, { value: () => undefined, result: resolve, error: reject }))
  expect(thread.isBusy).toBe(false)
  const running = run()
  expect(thread.isBusy).toBe(true)
  expect(await running).toBe(3)
  expect(thread.isBusy).toBe(false)
  expect(await run()).toBe(3)
  await thread.close()
})

it('tells of a job that was lost when it is closed', async () => {
  let hasExited = false
  const thread = new Thread(() => {
    hasExited = true
  })
  const lost = new Promise((_, reject) =>
    thread.start(job('multiply'), 64, { value: () => undefined, result: () => undefined, error: reject }),
  )
  const outcome = expect(lost).rejects.toMatchObject({ code: 'engine/worker' })
  await thread.close()
  await outcome
  expect(hasExited).toBe(true)
})
