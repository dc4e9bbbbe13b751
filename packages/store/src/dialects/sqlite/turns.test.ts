import { expect, it } from 'vitest'

import { Turns } from './turns.ts'

it('lets one in at a time, in the order of asking', async () => {
  const turns = new Turns()
  const log: string[] = []
  const visit = async (name: string) => {
    const end = await turns.take()
    log.push(`${name} in`)
    await new Promise((resolve) => setTimeout(resolve, 1))
    log.push(`${name} out`)
    end()
  }
  await Promise.all(['a', 'b', 'c'].map(visit))
  expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
})

it('gives up on a turn that never comes, and says why that usually is', async () => {
  const turns = new Turns(10)
  const end = await turns.take()
  await expect(turns.take()).rejects.toThrow(/through the handle that it gives you/)
  end()
  const next = await turns.take() // the one that gave up is skipped
  next()
})
