import type { Span, Tokenizer } from '@offprint/lm'

import { Lexicon } from './lexicon.ts'
import { segment } from './segmentation.ts'
import { sentencesOf } from './sentences.ts'

/** Ids 0-255 are bytes: they spell what no unit covers. */
export const byteCount = 256

/**
 * A lossless tokenizer over a ranked list of units: greedy longest match within each sentence; a character that no unit
 * covers becomes its UTF-8 bytes. Ids: 0-255 the bytes, then the units in the order given. The bytes of one character
 * share its span. A lone surrogate reads as U+FFFD.
 */
export function createTokenizer(units: readonly string[]): Tokenizer {
  const lexicon = new Lexicon()
  for (const unit of units) lexicon.append(unit)
  const maxLength = lexicon.units.reduce((longest, unit) => Math.max(longest, unit.characters.length), 1)
  return {
    vocabSize: byteCount + lexicon.size,
    encode: (text) => encode(lexicon, maxLength, text),
    decode: (ids) => decode(lexicon, ids),
    tokenText: (id) => (id < byteCount ? byteText(id) : unitOf(lexicon, id)),
    tokenId: (text) => {
      const unit = lexicon.find(text)
      return unit ? byteCount + unit.rank : byteId(text)
    },
  }
}

const utf8 = new TextEncoder()

function encode(lexicon: Lexicon, maxLength: number, text: string): { ids: Int32Array; offsets: Span[] } {
  const ids: number[] = []
  const offsets: Span[] = []
  let start = 0
  for (const sentence of sentencesOf(text)) {
    for (const chunk of segment(lexicon, sentence, maxLength)) {
      const end = start + chunk.text.length
      for (const id of chunk.unit ? [byteCount + chunk.unit.rank] : utf8.encode(chunk.text)) {
        ids.push(id)
        offsets.push([start, end])
      }
      start = end
    }
  }
  return { ids: Int32Array.from(ids), offsets }
}

function decode(lexicon: Lexicon, ids: ArrayLike<number>): string {
  const bytes: number[] = []
  for (const id of Array.from(ids)) {
    if (id < byteCount) bytes.push(id)
    else bytes.push(...utf8.encode(unitOf(lexicon, id)))
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes))
}

function unitOf(lexicon: Lexicon, id: number): string {
  const unit = lexicon.units[id - byteCount]
  if (!unit)
    throw new RangeError(
      `Token ${id} is not in this vocabulary of ${byteCount + lexicon.size}: ids go from 0 to ${byteCount + lexicon.size - 1}`,
    )
  return unit.text
}

function byteText(id: number): string {
  return `<0x${id.toString(16).toUpperCase().padStart(2, '0')}>`
}

function byteId(text: string): number | undefined {
  const id = Number(/^<(0x[0-9A-F]{2})>$/.exec(text)?.[1] ?? Number.NaN)
  return Number.isNaN(id) ? undefined : id
}
