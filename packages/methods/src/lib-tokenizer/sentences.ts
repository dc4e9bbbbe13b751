/**
 * A sentence: text up to and with its closing marks or line ends. The source of the pattern is also written into the exported
 * tokenizer.json, so it keeps to what both regular-expression dialects know.
 */
export const sentencePattern = '[^.!?。！？\\n]+[.!?。！？\\n]*|[.!?。！？\\n]+'

/** Cuts a text into sentences that give it back when joined; spaces are ordinary characters. */
export function sentencesOf(text: string): string[] {
  return text.match(new RegExp(sentencePattern, 'gu')) ?? []
}
