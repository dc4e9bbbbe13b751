import { expect, it } from 'vitest'

import type { ChatRequest } from '../model.ts'
import { createTranscript } from './transcript.ts'

const ask = (content: string, n?: number): ChatRequest => ({ messages: [{ role: 'user', content }], n })
const chat = createTranscript({
  name: 'recorded',
  answers: new Map([['2+2?', ['4', 'four']]]),
  key: (request) => request.messages.at(-1)!.content,
})

it('gives the recorded answers of a key, the same ones each time', async () => {
  for (let round = 0; round < 2; round++) {
    expect((await chat.complete(ask('2+2?', 2))).map(({ text }) => text)).toEqual(['4', 'four'])
  }
  expect(await chat.complete(ask('2+2?'))).toEqual([{ text: '4', finish: 'stop' }])
})

it('says how many answers are missing and for what', async () => {
  await expect(chat.complete(ask('2+2?', 3))).rejects.toMatchObject({ code: 'chat-unrecorded', message: expect.stringContaining('2 of 3') })
  await expect(chat.complete(ask('3+3?'))).rejects.toThrow('"3+3?"')
})
