import { AlignedBuilder, type AlignedText } from './aligned-text.ts'
import { isAscii } from './unicode.ts'

/**
 * GPT-2's alphabet: one letter a byte. The 188 bytes that print in Latin-1 stand for themselves, the others for U+0100 and on,
 * in order (openai/gpt-2, src/encoder.py, bytes_to_unicode).
 */
export const letterOfByte: readonly string[] = byteAlphabet()
const byteOfLetter = new Map(letterOfByte.map((letter, byte) => [letter, byte]))

/** A text as the letters of its UTF-8 bytes; a lone surrogate counts as U+FFFD. For words this is faster than a TextEncoder. */
export function toByteLetters(text: string): string {
  let letters = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!
    if (code < 0x80) letters += letterOfByte[code]
    else if (code < 0x800) letters += letterOfByte[0xc0 | (code >> 6)] + tail(code)
    else if (code < 0x10000) letters += threeBytes(code >= 0xd800 && code < 0xe000 ? 0xfffd : code)
    else {
      letters += letterOfByte[0xf0 | (code >> 18)] + tail(code >> 12) + tail(code >> 6) + tail(code)
      i++
    }
  }
  return letters
}

function threeBytes(code: number): string {
  return letterOfByte[0xe0 | (code >> 12)] + tail(code >> 6) + tail(code)
}

/** The letter of a byte that goes on with a character: six bits. */
function tail(code: number): string {
  return letterOfByte[0x80 | (code & 63)]
}

/** The bytes that letters stand for; undefined where one is no letter of the alphabet. */
export function fromByteLetters(letters: string): Uint8Array | undefined {
  const bytes = new Uint8Array(letters.length)
  for (let i = 0; i < letters.length; i++) {
    const byte = byteOfLetter.get(letters[i])
    if (byte === undefined) return undefined
    bytes[i] = byte
  }
  return bytes
}

/** Bytes of each code point of a text in UTF-8, by its position: [start of the code point in units, bytes]. */
export function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}

/** An aligned text as byte letters; each letter stands for the whole character that its byte is part of. */
export function byteLetters(aligned: AlignedText): AlignedText {
  const { text } = aligned
  if (isAscii(text)) return { ...aligned, text: toByteLetters(text) }
  const builder = new AlignedBuilder(aligned)
  let at = 0
  for (const character of text) {
    builder.replace(at, at + character.length, toByteLetters(character))
    at += character.length
  }
  return builder.finish()
}

/** For every letter of a text's byte letters, the unit where its character starts and ends. */
export function letterPlaces(text: string): { readonly starts: Int32Array; readonly ends: Int32Array } {
  const starts = new Int32Array(text.length * 3)
  const ends = new Int32Array(text.length * 3)
  let letter = 0
  let at = 0
  for (const character of text) {
    const bytes = utf8Length(character.codePointAt(0)!)
    starts.fill(at, letter, letter + bytes)
    at += character.length
    ends.fill(at, letter, letter + bytes)
    letter += bytes
  }
  return { starts, ends }
}

function byteAlphabet(): string[] {
  const prints = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
  let next = 256
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(prints(byte) ? byte : next++))
}
