import type { Random } from '../contract.ts'
import { charactersOf, Lexicon } from './lexicon.ts'

/**
 * The control that must fail: as many units as `lexicon` has, of the same lengths, cut at random from `sentences`, in random
 * order of rank. Single characters are kept. Where no fresh cut of a length is found, the unit itself stays.
 */
export function randomLexicon(lexicon: Lexicon, sentences: readonly string[], random: Random): Lexicon {
  const control = new Lexicon()
  const text = sentences.map(charactersOf)
  for (const unit of shuffled(lexicon.units, random)) {
    control.append(unit.characters.length === 1 ? unit.text : (randomCut(text, unit.characters.length, control, random) ?? unit.text))
  }
  return control
}

/** The same units in random order of rank: greedy matching does not notice, the split into subchunks does. */
export function shuffledLexicon(lexicon: Lexicon, random: Random): Lexicon {
  const control = new Lexicon()
  for (const unit of shuffled(lexicon.units, random)) control.append(unit.text)
  return control
}

const attempts = 100

function randomCut(text: readonly Uint32Array[], length: number, taken: Lexicon, random: Random): string | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const sentence = text[random.integer(text.length)]
    if (sentence.length < length) continue
    const start = random.integer(sentence.length - length + 1)
    const cut = String.fromCodePoint(...sentence.subarray(start, start + length))
    if (!taken.find(cut)) return cut
  }
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  return order
}
