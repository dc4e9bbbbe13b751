import { Readable } from 'node:stream'

import fc from 'fast-check'
import { expect, it } from 'vitest'

import { serverEvents } from './server-events.ts'

async function read(...chunks: Uint8Array[]): Promise<string[]> {
  const events: string[] = []
  for await (const event of serverEvents(Readable.from(chunks), 1000)) events.push(event)
  return events
}
const bytes = (text: string) => new TextEncoder().encode(text)

it('joins data lines, skips comments and other fields, and takes a last event without its blank line', async () => {
  expect(await read(bytes('event: x\ndata: a\ndata:b\n\n: ping\n\nid: 1\n\ndata: c'))).toEqual(['a\nb', 'c'])
})

it('gives the same events wherever the bytes are cut', async () => {
  const text = 'data: Grüße 🎉\r\n\r\ndata: a\rdata: b\r\rdata: c\n\n'
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes(text).length), { maxLength: 8 }), async (cuts) => {
      const ends = [...cuts, bytes(text).length].sort((a, b) => a - b)
      expect(await read(...ends.map((end, i) => bytes(text).slice(i === 0 ? 0 : ends[i - 1], end)))).toEqual(['Grüße 🎉', 'a\nb', 'c'])
    }),
  )
})

it('refuses a line and an event without end', async () => {
  await expect(read(bytes('x'.repeat(1001)))).rejects.toThrow(/one line/)
  await expect(read(bytes(`data: ${'x'.repeat(300)}\n`.repeat(4)))).rejects.toThrow(/one event/)
})
