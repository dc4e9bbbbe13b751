import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { createChatTemplate, type TemplateMessage } from './template.ts'

type Golden = {
  template: string
  conversations: { messages: TemplateMessage[]; tools?: unknown[]; text: string; text_with_generation_prompt: string }[]
}

for (const file of ['chat.json', 'qwen2.5-coder-0.5b.chat.json']) {
  it(
    `writes the conversations of ${file} as they were recorded`,
    needs('shared', async () => {
      const golden = (await readJsonFile(sharedPath(`data/golden-real/${file}`))) as Golden
      const render = createChatTemplate(golden.template)
      for (const { messages, tools, text, text_with_generation_prompt } of golden.conversations) {
        expect(render(messages, { tools, generationPrompt: false })).toBe(text)
        expect(render(messages, { tools })).toBe(text_with_generation_prompt)
      }
    }),
  )
}

it('knows the special tokens and further variables', () => {
  const render = createChatTemplate('{{ bos_token }}{{ messages[0].content }}{{ mood }}', { bos_token: '<s>' })
  expect(render([{ role: 'user', content: 'Hi' }], { variables: { mood: '!' } })).toBe('<s>Hi!')
})

it('says why a template cannot be read, and why it refuses', () => {
  expect(() => createChatTemplate('{% if %}')).toThrow(
    expect.objectContaining({ code: 'chat-template', message: expect.stringContaining('cannot be read') }),
  )
  expect(() => createChatTemplate('{{ raise_exception("no system") }}')([])).toThrow(/refuses this conversation: no system/)
})
