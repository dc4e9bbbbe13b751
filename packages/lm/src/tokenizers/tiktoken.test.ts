import { createRequire } from 'node:module'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { readTiktoken } from './tiktoken.ts'

const require = createRequire(import.meta.url)
type Ranks = { bpe_ranks: string; pat_str: string; special_tokens: Record<string, number> }
type Golden = { strings: string[]; tokenizers: Record<string, { ids: number[][] }> }

for (const name of ['gpt2', 'cl100k_base', 'o200k_base']) {
  it(
    `gives the recorded ids of ${name}`,
    needs('shared', async () => {
      const ranks = require(`js-tiktoken/ranks/${name}`) as Ranks
      const golden = (await readJsonFile(sharedPath('data/golden-real/tokenizers.json'))) as Golden
      const tokenizer = readTiktoken({ ranks: ranks.bpe_ranks, pattern: ranks.pat_str, special: ranks.special_tokens })
      golden.strings.forEach((text, i) => {
        const { ids } = tokenizer.encode(text, { special: name === 'gpt2' })
        expect([...ids]).toEqual(golden.tokenizers[name].ids[i])
        expect(tokenizer.decode(ids)).toBe(text)
      })
    }),
  )
}

it('reads plain lines of token and rank, and names one that is none', () => {
  const ranks = Array.from({ length: 256 }, (_, byte) => `${btoa(String.fromCharCode(byte))} ${byte}`)
  const file = { ranks: [...ranks, `${btoa('ab')} 256`].join('\n'), pattern: '[^ ]+| ', special: { '<e>': 257 } }
  expect([...readTiktoken(file).encode('ab<e> a').ids]).toEqual([256, 257, 32, 97])
  expect(() => readTiktoken({ ...file, ranks: 'YQ== x' })).toThrow(/without a rank: YQ== x/)
})
