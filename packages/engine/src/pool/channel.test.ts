import { expect, it } from 'vitest'

import { Channel } from './channel.ts'

it('gives values in order, those pushed before the loop began and those after, and ends', async () => {
  const channel = new Channel<number>()
  channel.push(1)
  channel.push(2)
  const seen: number[] = []
  const loop = (async () => {
    for await (const value of channel) seen.push(value)
  })()
  await Promise.resolve()
  channel.push(3)
  channel.end()
  await loop
  expect(seen).toEqual([1, 2, 3])
})
