import { type AlignedText, replaceMatches } from './aligned-text.ts'

/** Lower case letter by letter, as tokenizers do it: a word's last Σ becomes σ, where JavaScript writes ς for a whole word. */
export function lowerCase(aligned: AlignedText): AlignedText {
  const { text } = aligned
  if (!/[Σİ]/.test(text)) {
    const lower = text.toLowerCase()
    // İ is the one letter whose lower case is longer; the test guards against a later Unicode.
    if (lower.length === text.length) return lower === text ? aligned : { ...aligned, text: lower }
  }
  return replaceMatches(aligned, /\p{Lu}|\p{Lt}|\p{Nl}|\p{So}/gu, (letter) => letter.toLowerCase())
}
