import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { describeInvalidUtf8, type Line, readLines } from './lines.ts'
import { streamOf } from './testing.ts'

async function linesOf(bytes: string | Uint8Array, size?: number, maxBytes?: number): Promise<Line[]> {
  return Array.fromAsync(readLines(streamOf(bytes, size), maxBytes))
}

describe('readLines', () => {
  it('gives the same lines for pieces of any size', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '😀', '\n', '\r\n') })
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (source, size) => {
        const expected = source.split(/\r?\n/)
        if (expected.at(-1) === '') expected.pop()
        expect((await linesOf(source, size)).map((line) => line.text)).toEqual(expected)
      }),
    )
  })

  it('drops a byte-order mark and counts from one', async () => {
    expect(await linesOf('\ufeffa\nb')).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
    ])
  })

  it('names the line and the byte that is not UTF-8', async () => {
    const lines = await linesOf(Buffer.from([0x61, 0x0a, 0x62, 0xff, 0x0a, 0x63]), 2)
    expect(lines.map(({ problem }) => problem)).toEqual([undefined, 'not UTF-8: byte 0xff at byte 3 of the input', undefined])
  })

  it('passes a line of ten megabytes by, holds little of it, and goes on', async () => {
    const lines = await linesOf(`a\n${'x'.repeat(10_000_000)}\nb`)
    expect(lines.map(({ text }) => text)).toEqual(['a', '', 'b'])
    expect(lines[1].problem).toContain('10000000 bytes')
  })
})

describe('describeInvalidUtf8', () => {
  it('finds the first bad byte behind characters of every width, and a character that was cut', () => {
    const good = Buffer.from('aé漢😀')
    expect(describeInvalidUtf8(Buffer.concat([good, Buffer.from([0xc0])]), 5)).toContain(`byte 0xc0 at byte ${5 + good.length}`)
    expect(describeInvalidUtf8(good.subarray(0, -1), 0)).toContain('byte 0xf0 at byte 6')
  })
})
