import { expect, it } from 'vitest'

import { createTinyModel } from '../testing/tiny-model.ts'
import { createLocalChat } from './local.ts'
import { createChatTemplate } from './template.ts'

const template = createChatTemplate(
  '{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}{% if add_generation_prompt %}<|model|>{% endif %}',
)
const withTemplate = () => createTinyModel(1, { chatTemplate: template, endIds: [] })
const messages = [{ role: 'user', content: 'the cat?' }] as const

it('streams the pieces of the answer that it gives as a whole', async () => {
  using model = withTemplate()
  const chat = createLocalChat(model)
  const request = { messages, maxTokens: 20, temperature: 1, seed: 3 }
  const [answer] = await chat.complete(request)
  const stream = chat.stream(request)
  const pieces: string[] = []
  for (;;) {
    const next = await stream.next()
    if (next.done) {
      expect(next.value).toEqual(answer)
      break
    }
    pieces.push(next.value)
  }
  expect(pieces.join('')).toBe(answer.text)
  expect(pieces.length).toBeGreaterThan(5)
  expect(answer).toMatchObject({ finish: 'length' })
  expect(answer).not.toHaveProperty('tokens')
})

it('answers behind the template of the conversation, special tokens parsed', async () => {
  using model = withTemplate()
  const ids = model.tokenizer.encode('<|user|>the cat?<|model|>').ids
  expect([...ids].slice(0, 1)).toEqual([1])
  const [row] = await model.start(1).next([ids])
  const best = row.indexOf(Math.max(...row))
  const [answer] = await createLocalChat(model).complete({ messages, maxTokens: 1, logProbabilities: 2 })
  expect(answer.tokens).toHaveLength(1)
  const top = answer.tokens![0].top
  expect(top).toHaveLength(2)
  expect(answer.tokens![0].logProbability).toBe(top[0].logProbability)
  expect(answer.text).toBe(new TextDecoder().decode(model.tokenizer.tokenBytes(best)))
})

it('draws as many answers as are asked for, the same for a seed', async () => {
  using model = withTemplate()
  const chat = createLocalChat(model)
  const request = { messages, n: 3, maxTokens: 12, temperature: 1.2, topP: 0.95, seed: 5 }
  const answers = await chat.complete(request)
  expect(new Set(answers.map(({ text }) => text)).size).toBe(3)
  expect(await chat.complete(request)).toEqual(answers)
  const [one] = await chat.complete({ ...request, n: 1, stop: [answers[0].text.slice(4, 6)] })
  expect(one).toMatchObject({ finish: 'stop' })
  expect(answers[0].text.startsWith(one.text)).toBe(true)
})

it('refuses a model without a template', () => {
  using model = createTinyModel()
  expect(() => createLocalChat(model)).toThrow(/tiny has no chat template/)
})
