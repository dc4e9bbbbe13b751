import { type AlignedText, sliceAligned } from './aligned-text.ts'

/** The scripts that are told apart; what is none of them (spaces, signs, digits) goes with the script before it. */
const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Tibetan',
  'Myanmar',
  'Georgian',
  'Hangul',
  'Ethiopic',
  'Cherokee',
  'Canadian_Aboriginal',
  'Khmer',
  'Mongolian',
  'Armenian',
  'Syriac',
  'Thaana',
  'Nko',
  'Tifinagh',
  'Bopomofo',
  'Yi',
  'Gothic',
  'Coptic',
  'Javanese',
  'Balinese',
  'Sundanese',
] as const
/** Kana count as Han, as the reference has it for Japanese; so does the sign that lengthens a vowel. */
const han = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30fc]'
const one = new RegExp([han, ...scripts.map((name) => `\\p{Script=${name}}`)].map((name) => `(${name})`).join('|'), 'u')

/** A text cut where its script changes; spaces and common signs stay with what stands before them. */
export function cutScripts(piece: AlignedText): AlignedText[] {
  const pieces: AlignedText[] = []
  let before: number | undefined
  let start = 0
  let at = 0
  for (const letter of piece.text) {
    const script = one.exec(letter)?.findIndex((group, i) => i > 0 && group !== undefined)
    if (script !== undefined && before !== undefined && script !== before) {
      pieces.push(sliceAligned(piece, start, at))
      start = at
    }
    before = script ?? before
    at += letter.length
  }
  if (start < at) pieces.push(sliceAligned(piece, start, at))
  return pieces
}
