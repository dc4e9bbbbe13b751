import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerTry } from './try.ts'
import { registerWorker } from './worker.ts'

it('takes runs until it is told to stop, then ends well', async () => {
  await using verbs = createVerbRunner()
  const stop = new AbortController()
  const working = verbs.run(registerWorker, ['worker'], stop.signal)
  let ended = false
  void working.then(() => {
    ended = true
  })
  await wait(300)
  expect(ended).toBe(false)
  stop.abort()
  expect(await working).toMatchObject({ code: 0, notes: [expect.stringContaining('Ctrl-C')] })
  await expect(verbs.run(registerTry, ['try', 'nope'])).rejects.toThrow(/no method/)
})
