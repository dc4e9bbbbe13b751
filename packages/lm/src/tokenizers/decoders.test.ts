import { expect, it } from 'vitest'

import { readDecoder } from './decoders.ts'

const decode = (json: unknown, tokens: string[]) => readDecoder(json)(tokens).join('')
const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' }
const llama = {
  type: 'Sequence',
  decoders: [
    { type: 'Replace', pattern: { String: '▁' }, content: ' ' },
    { type: 'ByteFallback' },
    { type: 'Fuse' },
    { type: 'Strip', content: ' ', start: 1, stop: 0 },
  ],
}

it.each([
  [{ type: 'ByteLevel' }, ['Hello', 'Ġw', 'Ã', '©', '<|end|>', 'a b'], 'Hello wé<|end|>a b'],
  [{ type: 'ByteLevel' }, ['ï»¿', 'Ã'], '\ufeff\ufffd'],
  [{ type: 'WordPiece', prefix: '##', cleanup: true }, ['un', '##able', 'do', "n't", 'stop', '!'], "unable don't stop!"],
  [{ type: 'WordPiece', prefix: '##', cleanup: false }, ['a', '!'], 'a !'],
  [metaspace, ['▁Hey', '▁my', '▁fri', 'end'], 'Hey my friend'],
  [{ ...metaspace, prepend_scheme: 'never' }, ['▁Hey'], ' Hey'],
  [{ type: 'BPEDecoder', suffix: '</w>' }, ['th', 'e</w>', 'cat</w>'], 'the cat'],
  [llama, ['▁Hey', '<0xE2>', '<0x82>', '<0xAC>', '<0xE2>', 'x'], 'Hey€\ufffdx'.replace('€\ufffd', '\ufffd\ufffd\ufffd\ufffd')],
  [llama, ['▁▁a', '<0x0A>'], ' a\n'],
  [
    { type: 'CTC', pad_token: '<pad>', word_delimiter_token: '|', cleanup: true },
    ['<pad>', 'h', 'h', 'i', '|', '|', 'a', '<pad>', 'a'],
    'hi aa',
  ],
  [null, ['a', 'b'], 'a b'],
])('%j makes of %j the text %j', (json, tokens, text) => {
  expect(decode(json, tokens)).toBe(text)
})

it('names a decoder that is not known', () => {
  expect(() => readDecoder({ type: 'Magic' })).toThrow(/decoder of type Magic/)
})
