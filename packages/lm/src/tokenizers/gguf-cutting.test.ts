import { expect, it } from 'vitest'

import type { AlignedText } from './aligned-text.ts'
import { ggufCutting } from './gguf-cutting.ts'

function cut(pre: string, text: string): string[] {
  const { normalize, steps } = ggufCutting(pre)
  return steps.reduce<AlignedText[]>((pieces, step) => pieces.flatMap(step), [normalize({ text, offset: 0 })]).map((piece) => piece.text)
}

it.each([
  ['default', "it's 123  \n e\u0301", ['it', "'s", ' 123', '  \n', ' e', '\u0301']],
  ['smollm', ' 12a', [' ', '1', '2', 'a']],
  ['qwen2', "I'M 12\n\ne\u0301", ['I', "'M", ' ', '1', '2', '\n\n', 'é']],
  ['stablelm2', 'e\u0301', ['e', '\u0301']],
  ['llama-bpe', '1234 (a)', ['123', '4', ' (', 'a', ')']],
  ['gpt-4o', 'aBc/\n', ['a', 'Bc', '/\n']],
])('cuts as %s', (pre, text, pieces) => {
  expect(cut(pre, text)).toEqual(pieces)
})

it('refuses a name that it does not know, for ids would be wrong unnoticed', () => {
  expect(() => ggufCutting('viking')).toThrow(/cuts its text as "viking" does; known are default/)
})
