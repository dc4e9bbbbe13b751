import { expect, it } from 'vitest'

import { createChatTemplate } from '../../chat/template.ts'
import { createTinyModel } from '../../testing/tiny-model.ts'
import type { WriteJob } from './job.ts'
import { readPrompts } from './prompt-ids.ts'

const job = (prompts: WriteJob['prompts'], maxTokens?: number): WriteJob => ({
  kind: 'write',
  prompts,
  n: 1,
  maxTokens,
  usualTokens: 16,
  stop: [],
  temperature: 0,
  topP: 1,
  seed: 0,
  echo: false,
})

it('takes texts, token ids, and conversations by the template', () => {
  using model = createTinyModel(1, {
    chatTemplate: createChatTemplate('{% for m in messages %}<|user|>{{ m.content }}{% endfor %}<|model|>'),
  })
  const encode = (text: string) => [...model.tokenizer.encode(text).ids]
  expect(readPrompts(model, job(['the cat', [5, 6]]))).toEqual([{ ids: encode('the cat'), text: 'the cat' }, { ids: [5, 6] }])
  expect(readPrompts(model, job({ messages: [{ role: 'user', content: 'hi' }] }))).toEqual([{ ids: encode('<|user|>hi<|model|>') }])
})

it('refuses what does not fit the context, with the numbers', () => {
  using model = createTinyModel()
  const prompt = Array(60).fill(9)
  expect(readPrompts(model, job([prompt], 4))).toHaveLength(1)
  const refusal = { code: 'context_length_exceeded', message: expect.stringMatching(/64 tokens; the prompt has 60, and 5 more/) }
  expect(() => readPrompts(model, job([prompt], 5))).toThrow(expect.objectContaining({ failure: expect.objectContaining(refusal) }))
  // Where no limit is given, what is left of the context is taken; a full context is too much.
  expect(readPrompts(model, job([Array(63).fill(9)]))).toHaveLength(1)
  expect(() => readPrompts(model, job([[1], Array(64).fill(9)]))).toThrow(/prompt 1 has 64/)
  expect(readPrompts(model, job([Array(64).fill(9)], 0))).toHaveLength(1)
})

it('refuses empty prompts, ids of another vocabulary, and conversations with a model that has no template', () => {
  using model = createTinyModel()
  expect(() => readPrompts(model, job([''], 1))).toThrow(/the prompt has no tokens/)
  expect(() => readPrompts(model, job([[5, 277]], 1))).toThrow(/Token id 277 is outside this model's vocabulary of 277/)
  expect(() => readPrompts(model, job({ messages: [] }))).toThrow(/tiny has no chat template/)
})
