import { type AlignedText, sliceAligned } from './aligned-text.ts'

/** What becomes of the matches when a text is cut by a pattern; the words of tokenizer.json. */
export type CutBehavior = 'Removed' | 'Isolated' | 'MergedWithPrevious' | 'MergedWithNext' | 'Contiguous'

type Part = { start: number; end: number; readonly match: boolean }

/** A text cut at the matches of a global pattern; with `invert` at what lies between them. Empty pieces are left out. */
export function cutMatches(piece: AlignedText, pattern: RegExp, behavior: CutBehavior, invert = false): AlignedText[] {
  const whole = behavior === 'Isolated' ? covering(piece, pattern) : undefined
  if (whole) return whole
  const parts = behaviors[behavior](matchParts(piece.text, pattern, invert))
  return parts.filter(({ start, end }) => start < end).map(({ start, end }) => sliceAligned(piece, start, end))
}

/** Matches that cover the whole text, as those of most patterns do: undefined otherwise. No object is made for a match, which is faster. */
function covering({ text, offset, map }: AlignedText, pattern: RegExp): AlignedText[] | undefined {
  const matches = text.match(pattern) ?? []
  const pieces: AlignedText[] = []
  let at = 0
  for (const match of matches) {
    if (match !== '') pieces.push({ text: match, offset: offset + at, map })
    at += match.length
  }
  return at === text.length ? pieces : undefined
}

const behaviors: Record<CutBehavior, (parts: Part[]) => Part[]> = {
  Isolated: (parts) => parts,
  Removed: (parts) => parts.filter(({ match }) => !match),
  Contiguous: (parts) => joined(parts, (before, part) => before.match === part.match),
  MergedWithPrevious: (parts) => joined(parts, (before, part) => part.match && !before.match),
  MergedWithNext: (parts) => joined(parts, (before, part) => before.match && !part.match),
}

function joined(parts: Part[], belongs: (before: Part, part: Part) => boolean): Part[] {
  const result: Part[] = []
  let before: Part | undefined
  for (const part of parts) {
    if (before && belongs(before, part)) result.at(-1)!.end = part.end
    else result.push({ ...part })
    before = part
  }
  return result
}

function matchParts(text: string, pattern: RegExp, invert: boolean): Part[] {
  const parts: Part[] = []
  let last = 0
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (match === '') continue
    if (index > last) parts.push({ start: last, end: index, match: invert })
    last = index + match.length
    parts.push({ start: index, end: last, match: !invert })
  }
  if (last < text.length) parts.push({ start: last, end: text.length, match: invert })
  return parts
}
