import { z } from 'zod'

import type { ModelTokenizer } from '../../tokenizers/tokenizer.ts'
import { type CheckRow, countDifferences, exactRow, type RecordedFormat } from '../recorded.ts'
import { recordedGguf, tokenizerAt } from '../tokenizer-files.ts'

const ids = z.array(z.int().nonnegative())
const textCase = z.object({
  category: z.string().default(''),
  text: z.string(),
  ids,
  plain_ids: ids.optional(),
  decoded: z.string().optional(),
})
const decodeCase = z.object({
  ids,
  bytes_hex: z.string().optional(),
  text: z.string().optional(),
  text_skip_special: z.string().optional(),
})
const file = z.object({
  model: z.string(),
  file_sha256: z.string(),
  cases: z.array(textCase).default([]),
  decode_cases: z.array(decodeCase).default([]),
})

/** Texts and their ids, with special tokens parsed and as ordinary text; ids and their bytes and text. All exact. */
export const format: RecordedFormat = {
  name: 'golden-real/tokenizer 1',
  recognizes: (recorded) => recorded.format === 'golden-real/tokenizer 1',
  async *check(recorded, context) {
    const golden = file.parse(recorded)
    const tokenizer = await tokenizerAt(await recordedGguf(golden, context))
    for (const [i, entry] of golden.cases.entries()) yield checkText(tokenizer, `text ${i} (${entry.category})`, entry)
    for (const [i, entry] of golden.decode_cases.entries()) yield checkDecoding(tokenizer, `decoding ${i}`, entry)
  },
}

function checkText(
  tokenizer: ModelTokenizer,
  name: string,
  { text, ids: expected, plain_ids, decoded }: z.infer<typeof textCase>,
): CheckRow {
  const parsed = countDifferences(tokenizer.encode(text, { addSpecial: false }).ids, expected)
  const plain = countDifferences(tokenizer.encode(text, { special: false }).ids, plain_ids ?? expected)
  return exactRow(name, parsed + plain + Number(tokenizer.decode(expected) !== (decoded ?? text)))
}

function checkDecoding(
  tokenizer: ModelTokenizer,
  name: string,
  { ids: given, bytes_hex, text, text_skip_special }: z.infer<typeof decodeCase>,
): CheckRow {
  const encoder = new TextEncoder()
  const bytes = given.flatMap((id) => [...(tokenizer.isSpecial(id) ? encoder.encode(tokenizer.tokenText(id)) : tokenizer.tokenBytes(id))])
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const wrong = [
    bytes_hex !== undefined && hex !== bytes_hex,
    text !== undefined && tokenizer.decode(given) !== text,
    text_skip_special !== undefined && tokenizer.decode(given, { skipSpecial: true }) !== text_skip_special,
  ]
  return exactRow(name, wrong.filter(Boolean).length)
}
