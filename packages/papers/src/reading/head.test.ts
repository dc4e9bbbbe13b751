import { expect, it } from 'vitest'

import { isJsonLines, withHead } from './head.ts'
import { streamOf } from './testing.ts'

it('gives the first bytes and loses none of the input', async () => {
  for (const size of [1, 3, 100]) {
    const { head, bytes } = await withHead(streamOf('abcdefgh', size), 4)
    expect(head.toString()).toBe('abcd')
    expect(Buffer.concat(await Array.fromAsync(bytes)).toString()).toBe('abcdefgh')
  }
})

it('lets go of the input when nobody reads on', async () => {
  let closed = false
  async function* input() {
    try {
      yield Buffer.from('abc')
      yield Buffer.from('def')
    } finally {
      closed = true
    }
  }
  const { bytes } = await withHead(input(), 1)
  for await (const _ of bytes) break
  expect(closed).toBe(true)
})

it('gives what came before a failure, and then the failure', async () => {
  async function* failing() {
    yield Buffer.from('abc')
    throw new Error('cut')
  }
  const { head, bytes } = await withHead(failing())
  expect(head.toString()).toBe('abc')
  const read: string[] = []
  await expect(async () => {
    for await (const piece of bytes) read.push(piece.toString())
  }).rejects.toThrow('cut')
  expect(read).toEqual(['abc'])
})

it('tells JSON Lines from one JSON value', () => {
  expect(['{"a":1}\n{"b":2}', '{"a":1}\n\n{"b":2', '{\n"a":1}\n', '[{"a":1},\n{"b":2}]', '{"a":1}'].map(isJsonLines)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
