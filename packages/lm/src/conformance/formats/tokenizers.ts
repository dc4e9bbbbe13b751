import { z } from 'zod'

import { countDifferences, exactRow, type RecordedFormat } from '../recorded.ts'
import { tokenizerFromBytes } from '../tokenizer-files.ts'

const file = z.object({
  strings: z.array(z.string()),
  tokenizers: z.record(
    z.string(),
    z.object({ source: z.string(), sha256: z.string(), special_tokens: z.string(), ids: z.array(z.array(z.int())) }),
  ),
})

/** The same texts by several tokenizers, each found by its file's sha256. Exact. */
export const format: RecordedFormat = {
  name: 'golden-real/tokenizers 1',
  recognizes: (recorded) => recorded.format === 'golden-real/tokenizers 1',
  async *check(recorded, { seeker }) {
    const { strings, tokenizers } = file.parse(recorded)
    for (const [name, { source, sha256, special_tokens, ids }] of Object.entries(tokenizers)) {
      const fileName = /[\w.-]+\.(?:json|cjs)\b/.exec(source)?.[0] ?? 'tokenizer.json'
      const bytes = await seeker.read({
        sha256,
        names: new RegExp(`^${RegExp.escape(fileName)}$`),
        what: `the tokenizer ${name}, ${source}`,
      })
      const tokenizer = tokenizerFromBytes(fileName, bytes)
      const special = !special_tokens.startsWith('not')
      for (const [i, text] of strings.entries()) {
        yield exactRow(`${name} ${i}`, countDifferences(tokenizer.encode(text, { special, addSpecial: special }).ids, ids[i] ?? []))
      }
    }
  },
}
