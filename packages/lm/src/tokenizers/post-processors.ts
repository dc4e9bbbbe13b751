import { z } from 'zod'

import { readPart, TokenizerError } from './tokenizer-error.ts'

/** One item of a template: a special token's ids, or the tokens of text 0 (A) or 1 (B); `type` is the token type id. */
export type TemplatePart = { readonly ids: readonly number[]; readonly type: number } | { readonly sequence: 0 | 1; readonly type: number }

/** What is put around one text, and around a pair of texts. */
export type Template = { readonly single: readonly TemplatePart[]; readonly pair: readonly TemplatePart[] }

/** Nothing is added. */
export const bareTemplate: Template = {
  single: [{ sequence: 0, type: 0 }],
  pair: [
    { sequence: 0, type: 0 },
    { sequence: 1, type: 1 },
  ],
}

const item = z.union([
  z.object({ SpecialToken: z.object({ id: z.string(), type_id: z.int().nonnegative() }) }),
  z.object({ Sequence: z.object({ id: z.enum(['A', 'B']), type_id: z.int().nonnegative() }) }),
])
const templateJson = z.object({
  single: z.array(item),
  pair: z.array(item),
  special_tokens: z.record(z.string(), z.object({ ids: z.array(z.int().nonnegative()) })),
})
const ends = z.object({ sep: z.tuple([z.string(), z.int().nonnegative()]), cls: z.tuple([z.string(), z.int().nonnegative()]) })

/** `post_processor` of a tokenizer.json, by its `type`. ByteLevel only trims offsets there, and ours say what a token stands for. */
const readers: Record<string, (json: unknown) => Template> = {
  TemplateProcessing: (json) => templateOf(templateJson.parse(json)),
  BertProcessing: (json) => clsSep(ends.parse(json), 1, 1),
  RobertaProcessing: (json) => clsSep(ends.parse(json), 2, 0),
  ByteLevel: () => bareTemplate,
  Sequence: (json) => {
    const all = z
      .object({ processors: z.array(z.unknown()) })
      .parse(json)
      .processors.map(readPostProcessor)
    const adding = all.filter((template) => template !== bareTemplate)
    if (adding.length > 1)
      throw new TokenizerError('tokenizer-unsupported', 'this tokenizer adds special tokens in several steps, one is supported')
    return adding[0] ?? bareTemplate
  },
}

/** The template that a tokenizer.json describes; null adds nothing. Throws TokenizerError for a type unknown or badly described. */
export function readPostProcessor(json: unknown): Template {
  return json === null || json === undefined ? bareTemplate : readPart('post-processor', json, readers)
}

function templateOf(json: z.infer<typeof templateJson>): Template {
  const part = (from: z.infer<typeof item>): TemplatePart => {
    if ('Sequence' in from) return { sequence: from.Sequence.id === 'A' ? 0 : 1, type: from.Sequence.type_id }
    const { id, type_id } = from.SpecialToken
    const special = json.special_tokens[id]
    if (!special)
      throw new TokenizerError('tokenizer-format', `the template of this tokenizer uses ${id}, its list of special tokens lacks it`)
    return { ids: special.ids, type: type_id }
  }
  return { single: json.single.map(part), pair: json.pair.map(part) }
}

/** [CLS] A [SEP], and [CLS] A [SEP] B [SEP] with one or (RoBERTa) two separators between. */
function clsSep(json: z.infer<typeof ends>, between: 1 | 2, secondType: number): Template {
  const cls = { ids: [json.cls[1]], type: 0 }
  const sep = (type: number, count = 1) => ({ ids: Array<number>(count).fill(json.sep[1]), type })
  const a = { sequence: 0, type: 0 } as const
  return { single: [cls, a, sep(0)], pair: [cls, a, sep(0, between), { sequence: 1, type: secondType }, sep(secondType)] }
}
