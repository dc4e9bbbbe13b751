import { sentencePattern } from './sentences.ts'

/**
 * The vocabulary as a Hugging Face tokenizer.json: WordPiece without a continuation mark is greedy longest match, and over
 * byte-level characters it is exactly ours. All 256 bytes are in the vocabulary, UTF-8 never lets one character's bytes
 * begin inside another's, so the longest byte string is the longest unit, and a character without a unit falls to its bytes.
 * Ids are those of `createTokenizer`.
 */
export function toTokenizerJson(units: readonly string[]): string {
  const letters = byteLetters()
  const spelled = units.map((unit) => spell(unit, letters))
  const taken = new Set(spelled)
  const vocab = [...letters.map((letter, byte) => (taken.has(letter) ? unusedByte(byte) : letter)), ...spelled]
  const ids = Object.fromEntries(vocab.map((token, id) => [token, id]))
  return `${JSON.stringify({ ...frame, model: { ...wordPiece, vocab: ids } }, null, 1)}\n`
}

/** A byte whose letter is a unit of its own keeps its id under a name with a space, which byte-level text never has. */
function unusedByte(byte: number): string {
  return `byte ${byte}`
}

const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false }

const frame = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [{ type: 'Split', pattern: { Regex: sentencePattern }, behavior: 'Isolated', invert: false }, byteLevel],
  },
  post_processor: null,
  decoder: byteLevel,
}

const wordPiece = {
  type: 'WordPiece',
  // Never used, since every byte is in the vocabulary; the format asks for one that is: the letter of byte 0 or its unit.
  unk_token: 'Ā',
  continuing_subword_prefix: '',
  // The format's own limit of 100 would turn a longer sentence into the unknown token.
  max_input_chars_per_word: 1_000_000,
}

/** GPT-2's printable letter for each byte: itself where it prints, else the next free one from U+0100. */
function byteLetters(): string[] {
  let free = 0x100
  const prints = (byte: number) => (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(prints(byte) ? byte : free++))
}

function spell(text: string, letters: readonly string[]): string {
  return Array.from(new TextEncoder().encode(text), (byte) => letters[byte]).join('')
}
