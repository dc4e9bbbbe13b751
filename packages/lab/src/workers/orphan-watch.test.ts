import { fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

import '../testing/test-lab.ts'

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

it('ends a run that hears nothing soon after its lab was killed', async () => {
  const parent = fork(new URL('../testing/deaf-parent.ts', import.meta.url), [], { execArgv: [], stdio: 'ignore' })
  const [run] = (await once(parent, 'message')) as [number]
  expect(lives(run)).toBe(true)
  parent.kill('SIGKILL')
  await expect.poll(() => lives(run), { timeout: 10_000, interval: 100 }).toBe(false)
})
