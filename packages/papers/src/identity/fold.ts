/** Letters that Unicode does not take apart into a letter and an accent, and the sigma that only the end of a word writes so. */
const undivided: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ŋ: 'n',
  ħ: 'h',
  ς: 'σ',
}

const plain = /^[\x20-\x7e]*$/
const accents = /[\u0300-\u036f]+/g

/**
 * Text with case and accents folded: "Zürich" and "ZURICH" give the same string. Compatibility forms (ligatures, full width)
 * become the plain letters; marks of scripts that need them (Devanagari, Thai) stay. Folding twice changes nothing.
 */
export function foldText(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  const folded = foldOnce(text)
  // A lower-case letter may take apart once more (İ, ſ): a second pass ends it.
  return plain.test(folded) ? folded : foldOnce(folded)
}

function foldOnce(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(accents, '')
    .replace(/[ßæœøłđðþıŋħς]/g, (letter) => undivided[letter])
}

/** A title folded for identity: case, accents, punctuation and spaces gone. A title of punctuation only keeps its characters. */
export function titleKey(title: string): string {
  const folded = foldText(title)
  return folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, '') || folded.replace(/\s+/g, '')
}

/** The part of `/authors/<slug>`: "Łukasz Kaiser" gives `lukasz-kaiser`; writing that has no Latin letters stays as it is. */
export function authorSlug(name: string): string {
  const words = foldText(name).match(/[\p{L}\p{N}\p{M}]+/gu)
  return words ? words.join('-') : `author-${[...name].map((sign) => sign.codePointAt(0)?.toString(16)).join('-')}`
}
