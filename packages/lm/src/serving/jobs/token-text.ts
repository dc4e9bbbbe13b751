import type { ModelTokenizer } from '../../tokenizers/tokenizer.ts'
import type { TokenText } from './job.ts'

/** The tokens of a text with where each begins (UTF-16 units): part of a character begins where the character does. */
export type SpelledToken = TokenText & { readonly start: number }

/**
 * A token alone as OpenAI's answers show it: the name of a special one, and `bytes:\xe2\x80` for part of a character, so that different tokens have
 * different texts.
 */
export function tokenText(tokenizer: ModelTokenizer, id: number): TokenText {
  // Models have rows for more tokens than their tokenizer, to make a round number.
  if (id >= tokenizer.vocabSize) return { text: `<unused ${id}>`, bytes: null }
  if (tokenizer.isSpecial(id)) return { text: tokenizer.tokenText(id), bytes: null }
  const bytes = tokenizer.tokenBytes(id)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), bytes: Array.from(bytes) }
  } catch {
    const escaped = Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    return { text: `bytes:${escaped.join('')}`, bytes: Array.from(bytes) }
  }
}

/** Spells tokens one after the other. Special tokens take up room only where the text shows them: in prompts, not in answers. */
export function createSpelling(
  tokenizer: ModelTokenizer,
  showsSpecial: boolean,
): (id: number) => SpelledToken & { readonly added: string } {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
  let start = 0
  return (id) => {
    const { text, bytes } = tokenText(tokenizer, id)
    const added = bytes ? utf8.decode(Uint8Array.from(bytes), { stream: true }) : showsSpecial ? text : ''
    const token = { text, bytes, start, added }
    start += added.length
    return token
  }
}
