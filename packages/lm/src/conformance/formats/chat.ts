import { stat } from 'node:fs/promises'

import { z } from 'zod'

import { type ChatTemplate, createChatTemplate } from '../../chat/template.ts'
import type { ModelTokenizer } from '../../tokenizers/tokenizer.ts'
import { openFile } from '../../weights/file.ts'
import { readGgufHeader } from '../../weights/gguf.ts'
import { ggufTemplate, openModelFiles } from '../../weights/model-files.ts'
import { WeightsError } from '../../weights/weights-error.ts'
import { type CheckRow, countDifferences, exactRow, type RecordedFormat } from '../recorded.ts'
import { recordedGguf, tokenizerAt } from '../tokenizer-files.ts'

const ids = z.array(z.int().nonnegative())
const conversation = z.object({
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })),
  tools: z.array(z.unknown()).optional(),
  text: z.string(),
  text_with_generation_prompt: z.string(),
  ids,
  ids_with_generation_prompt: ids,
})
const file = z.object({ model: z.string(), file_sha256: z.string(), template: z.string(), conversations: z.array(conversation) })

/** Conversations through a model's own template and through the recorded one, with and without generation prompt, and their ids. All exact. */
export const format: RecordedFormat = {
  name: 'golden-real/chat 1',
  recognizes: (recorded) => recorded.format === 'golden-real/chat 1',
  async *check(recorded, context) {
    const golden = file.parse(recorded)
    const path = await recordedGguf(golden, context)
    const [own, tokenizer] = [await templateAt(path), await tokenizerAt(path)]
    const templates = [own, createChatTemplate(golden.template)]
    for (const [i, expected] of golden.conversations.entries()) yield checkConversation(templates, tokenizer, `conversation ${i}`, expected)
  },
}

async function templateAt(path: string): Promise<ChatTemplate> {
  const template = (await stat(path)).isDirectory() ? await folderTemplate(path) : await fileTemplate(path)
  if (!template) throw new WeightsError('weights-missing', `${path} holds no chat template`)
  return template
}

async function folderTemplate(path: string): Promise<ChatTemplate | undefined> {
  await using files = await openModelFiles(path)
  return files.chatTemplate()
}

async function fileTemplate(path: string): Promise<ChatTemplate | undefined> {
  await using source = await openFile(path)
  return ggufTemplate(await readGgufHeader(source))
}

function checkConversation(
  templates: readonly ChatTemplate[],
  tokenizer: ModelTokenizer,
  name: string,
  expected: z.infer<typeof conversation>,
): CheckRow {
  const encode = (text: string) => tokenizer.encode(text, { addSpecial: false }).ids
  const { messages, tools } = expected
  const texts = templates.map((render) => [render(messages, { tools, generationPrompt: false }), render(messages, { tools })])
  const wrongTexts = texts.flat().filter((text, i) => text !== [expected.text, expected.text_with_generation_prompt][i % 2]).length
  const wrongIds =
    countDifferences(encode(expected.text), expected.ids) +
    countDifferences(encode(expected.text_with_generation_prompt), expected.ids_with_generation_prompt)
  return exactRow(name, wrongTexts + wrongIds)
}
