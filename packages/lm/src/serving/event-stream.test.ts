import { expect, it } from 'vitest'

import { badRequest } from './api-error.ts'
import { eventStream } from './event-stream.ts'

it('sends each chunk as an event, and the mark of the end', async () => {
  async function* chunks() {
    yield { text: 'two\nlines' }
    yield { text: '你好' }
  }
  const response = eventStream(chunks())
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(await response.text()).toBe('data: {"text":"two\\nlines"}\n\ndata: {"text":"你好"}\n\ndata: [DONE]\n\n')
})

it('ends in the error where something fails on the way', async () => {
  async function* chunks() {
    yield { text: 'a' }
    throw badRequest('Enough.')
  }
  const events = (await eventStream(chunks()).text()).split('\n\n')
  expect(events.slice(1)).toEqual(['data: {"error":{"message":"Enough.","type":"invalid_request_error","param":null,"code":null}}', ''])
})

it('asks for no more chunks when the client goes away', async () => {
  let given = 0
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  async function* chunks() {
    try {
      for (;;) yield { given: given++ }
    } finally {
      resolve()
    }
  }
  const reader = eventStream(chunks()).body!.getReader()
  await reader.read()
  await reader.cancel()
  await ended
  expect(given).toBeLessThan(5)
})
