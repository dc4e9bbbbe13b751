import { AlignedBuilder, type AlignedText, replaceMatches } from './aligned-text.ts'

export type UnicodeForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD'

/** A letter with what may combine with it: marks, and the vowels and finals of Hangul syllables. */
const combining = /[\s\S](?:[\p{M}\u1160-\u11ff])*/gu

/** A Unicode normal form (UAX 15) that keeps its alignment: each changed cluster stands for the whole cluster that it came from. */
export function unicodeForm(aligned: AlignedText, form: UnicodeForm): AlignedText {
  const whole = aligned.text.normalize(form)
  if (whole === aligned.text) return aligned
  const byCluster = replaceMatches(aligned, combining, (cluster) => cluster.normalize(form))
  if (byCluster.text === whole) return byCluster
  // Letters outside the pattern combined: the text is right, its places are those of the whole piece.
  const builder = new AlignedBuilder(aligned)
  builder.replace(0, aligned.text.length, whole)
  return builder.finish()
}
