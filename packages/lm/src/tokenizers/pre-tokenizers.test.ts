import { expect, it } from 'vitest'

import type { AlignedText } from './aligned-text.ts'
import { readPreTokenizer } from './pre-tokenizers.ts'

function cut(json: unknown, text: string): string[] {
  const { steps } = readPreTokenizer(json)
  return steps.reduce<AlignedText[]>((pieces, step) => pieces.flatMap(step), [{ text, offset: 0 }]).map((piece) => piece.text)
}

const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true }
const byteLevel = { type: 'ByteLevel', add_prefix_space: false, use_regex: true }

it.each([
  [{ type: 'BertPreTokenizer' }, "don't  $5", ['don', "'", 't', '$', '5']],
  [{ type: 'Whitespace' }, 'a-b  c!?', ['a', '-', 'b', 'c', '!?']],
  [{ type: 'WhitespaceSplit' }, ' a-b  c!', ['a-b', 'c!']],
  [{ type: 'CharDelimiterSplit', delimiter: '.' }, 'a.b..c', ['a', 'b', 'c']],
  [{ type: 'Punctuation' }, 'a!b', ['a', '!', 'b']],
  [{ type: 'Punctuation', behavior: 'MergedWithPrevious' }, 'a!b', ['a!', 'b']],
  [{ type: 'Digits', individual_digits: true }, 'a12', ['a', '1', '2']],
  [{ type: 'Digits', individual_digits: false }, 'a12b', ['a', '12', 'b']],
  [{ type: 'FixedLength', length: 2 }, 'ab🎉cd', ['ab', '🎉c', 'd']],
  [{ type: 'UnicodeScripts' }, 'ab カ漢д', ['ab ', 'カ漢', 'д']],
  [{ type: 'Split', pattern: { Regex: '\\d' }, behavior: 'MergedWithNext', invert: false }, 'a1b2', ['a', '1b', '2']],
  [byteLevel, "it's  12 é!", ['it', "'s", ' ', ' 12', ' é', '!']],
  [{ ...byteLevel, add_prefix_space: true }, 'a', [' a']],
  [metaspace, 'a  b', ['▁a', '▁', '▁b']],
  [{ ...metaspace, split: false }, 'a b', ['▁a▁b']],
  [{ type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, metaspace] }, 'a b', ['▁a', '▁b']],
  [{ type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, { ...metaspace, prepend_scheme: 'first' }] }, 'a b', ['▁a', 'b']],
  [{ type: 'Sequence', pretokenizers: [byteLevel, { type: 'FixedLength', length: 1 }] }, 'é', ['Ã', '©']],
  [null, 'a b', ['a b']],
])('%j cuts %j into %j', (json, text, pieces) => {
  expect(cut(json, text)).toEqual(pieces)
})

it('leaves the letters of bytes to the model where they come last', () => {
  expect(readPreTokenizer(byteLevel)).toMatchObject({ byteLevel: true, steps: { length: 1 } })
  expect(readPreTokenizer({ type: 'Digits', individual_digits: true })).toMatchObject({ byteLevel: false })
})
