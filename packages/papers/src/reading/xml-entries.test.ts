import { expect, it } from 'vitest'

import { streamOf } from './testing.ts'
import { readXmlEntries } from './xml-entries.ts'

const feed = '<feed><title>entry</title><entry><id>1</id></entry>\n<entry a="b"><id>ä</id></entry></feed>'

it('cuts out the entries whatever the pieces are', async () => {
  for (const size of [1, 2, 5, 1000]) {
    const entries = await Array.fromAsync(readXmlEntries(streamOf(feed, size)))
    expect(entries.map(({ text }) => text)).toEqual(['<entry><id>1</id></entry>', '<entry a="b"><id>ä</id></entry>'])
    expect(entries[1].at).toBe(`entry 2 (byte ${feed.indexOf('<entry a')})`)
  }
})

it('reports an entry that is too long and reads the next one', async () => {
  const long = `<feed><entry>${'x'.repeat(5000)}</entry><entry>2</entry></feed>`
  const entries = await Array.fromAsync(readXmlEntries(streamOf(long, 64), 1000))
  expect(entries.map(({ problem, text }) => problem ?? text)).toEqual([
    expect.stringContaining('more than the 1000 bytes'),
    '<entry>2</entry>',
  ])
})

it('reports an entry that is cut or not UTF-8', async () => {
  const cut = await Array.fromAsync(readXmlEntries(streamOf('<feed><entry>1')))
  expect(cut).toMatchObject([{ at: 'entry 1 (byte 6)', problem: 'the input breaks off inside this entry' }])
  const bytes = Buffer.from(feed)
  bytes[bytes.indexOf('ä')] = 0xff
  const broken = await Array.fromAsync(readXmlEntries(streamOf(bytes)))
  expect(broken.map(({ problem }) => problem?.slice(0, 19))).toEqual([undefined, 'not UTF-8: byte 0xf'])
})
