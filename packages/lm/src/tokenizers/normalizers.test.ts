import { expect, it } from 'vitest'

import { originalSpan } from './aligned-text.ts'
import { readNormalizer } from './normalizers.ts'

const apply = (json: unknown, text: string) => readNormalizer(json)({ text, offset: 0 })
const bert = { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true }

it.each([
  [{ type: 'Lowercase' }, 'ÀB', 'àb'],
  [{ type: 'NFD' }, 'é', 'e\u0301'],
  [{ type: 'StripAccents' }, 'e\u0301a', 'ea'],
  [{ type: 'Strip', strip_left: true, strip_right: false }, ' \u3000a ', 'a '],
  [{ type: 'Replace', pattern: { String: '``' }, content: '"' }, '``a', '"a'],
  [{ type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }, 'a   b', 'a b'],
  [{ type: 'Prepend', prepend: '▁' }, 'a', '▁a'],
  [{ type: 'Prepend', prepend: '▁' }, '', ''],
  [{ type: 'Nmt' }, 'a\u200bb\u0001c\td', 'a bc d'],
  [{ type: 'ByteLevel' }, 'é ', 'Ã©Ġ'],
  [{ type: 'Sequence', normalizers: [{ type: 'NFD' }, { type: 'StripAccents' }, { type: 'Lowercase' }] }, 'ÀÉ', 'ae'],
  [null, 'ÀÉ', 'ÀÉ'],
])('%j makes of %j the text %j', (json, text, expected) => {
  expect(apply(json, text).text).toBe(expected)
})

it('cleans as BERT does: no controls, Chinese characters apart, no accents, unassigned ones stay', () => {
  expect(apply(bert, 'Á\0漢\t\u200fb\u{e0fff}').text).toBe('a 漢  b\u{e0fff}')
  expect(apply({ ...bert, strip_accents: false }, 'Á').text).toBe('á')
  expect(apply({ ...bert, lowercase: false }, 'Á').text).toBe('Á')
})

it('keeps the places of what is left', () => {
  const aligned = apply(bert, '\u200fÀ漢')
  expect(aligned.text).toBe('a 漢 ')
  expect(originalSpan(aligned, 0, 1)).toEqual([1, 2])
  expect(originalSpan(aligned, 2, 3)).toEqual([2, 3])
})

it('names a type that is not known and a field that is wrong', () => {
  expect(() => readNormalizer({ type: 'Magic' })).toThrow(/type Magic; known are Sequence/)
  expect(() => readNormalizer({ type: 'Strip' })).toThrow(/Strip of this tokenizer is damaged at strip_left/)
  expect(() => readNormalizer({})).toThrow(/no `type`/)
})
