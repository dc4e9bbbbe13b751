import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { openFile } from '../weights/file.ts'
import { readGgufHeader } from '../weights/gguf.ts'
import { readJsonFile } from '../weights/json-file.ts'
import { readGgufTokenizer } from './gguf-vocabulary.ts'

type Golden = { cases: { text: string; ids: number[]; plain_ids?: number[]; decoded?: string }[] }

it(
  'gives the recorded ids of SmolLM2, with special tokens parsed and as ordinary text',
  needs(['shared', 'smollm2'], async () => {
    await using file = await openFile(testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf'))
    const tokenizer = readGgufTokenizer((await readGgufHeader(file)).metadata)
    const { cases } = (await readJsonFile(sharedPath('data/golden-real/tokenizer-cases.json'))) as Golden
    for (const { text, ids, plain_ids, decoded } of cases) {
      expect([...tokenizer.encode(text).ids]).toEqual(ids)
      expect([...tokenizer.encode(text, { special: false }).ids]).toEqual(plain_ids ?? ids)
      expect(tokenizer.decode(ids)).toBe(decoded ?? text)
    }
  }),
)

/** A llama vocabulary by hand: scores are minus the rank of the merge; types: 2 unknown, 3 control, 4 user-defined, 6 byte, 1 normal. */
const rows: [text: string, score: number, type: number][] = [
  ['<unk>', 0, 2],
  ['<s>', 0, 3],
  ['</s>', 0, 3],
  ...Array.from({ length: 256 }, (_, byte): [string, number, number] => [`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, 0, 6]),
  ['  ', 0, 4],
  ['▁', -10, 1],
  ['a', -11, 1],
  ['b', -12, 1],
  ['ab', -1, 1],
  ['▁a', -2, 1],
  ['▁ab', -3, 1],
]
function llama(changes: Record<string, unknown> = {}) {
  const keys = {
    model: 'llama',
    tokens: rows.map(([text]) => text),
    scores: Float32Array.from(rows, ([, score]) => score),
    token_type: Int32Array.from(rows, ([, , type]) => type),
    bos_token_id: 1,
    eos_token_id: 2,
    unknown_token_id: 0,
    ...changes,
  }
  return readGgufTokenizer(new Map(Object.entries(keys).map(([key, value]) => [`tokenizer.ggml.${key}`, { value }])))
}
const texts = (tokenizer: ReturnType<typeof llama>, text: string, options?: object) =>
  Array.from(tokenizer.encode(text, options).ids, (id) => tokenizer.tokenText(id))

it('merges the pair with the best score, begins with <s> and a space, spells the unknown in bytes', () => {
  const tokenizer = llama()
  expect(texts(tokenizer, 'ab é')).toEqual(['<s>', '▁ab', '▁', '<0xC3>', '<0xA9>'])
  expect(tokenizer.encode('ab é').offsets).toEqual([
    [0, 0],
    [0, 2],
    [2, 3],
    [3, 4],
    [3, 4],
  ])
  expect(tokenizer.decode(tokenizer.encode('ab é').ids, { skipSpecial: true })).toBe('ab é')
  expect(texts(llama({ add_bos_token: false, add_space_prefix: false, add_eos_token: true }), 'ab')).toEqual(['ab', '</s>'])
})

it('cuts out user-defined tokens always, control tokens only where they are parsed, and makes no byte token out of letters', () => {
  const tokenizer = llama({ add_space_prefix: false })
  expect(texts(tokenizer, 'a  <s>b', { addSpecial: false })).toEqual(['a', '  ', '<s>', 'b'])
  expect(texts(tokenizer, 'a▁▁b', { addSpecial: false })).toEqual(['a', '  ', 'b'])
  expect(texts(tokenizer, '<s>', { special: false })).toEqual(['<0x3C>', '<0x73>', '<0x3E>'])
  expect(texts(tokenizer, '<0x0A>', { special: false })).toHaveLength(6)
})

it('names what it cannot use', () => {
  expect(() => llama({ model: 'bert' })).toThrow(/model bert; known are gpt2 and llama/)
  expect(() => llama({ scores: new Float32Array(3) })).toThrow(/266 tokens, but 3 entries of scores/)
  expect(() => llama({ scores: undefined })).toThrow(/without scores/)
  expect(() => llama({ tokens: [1] })).toThrow(/tokenizer.ggml.tokens.0 of this GGUF file/)
})
