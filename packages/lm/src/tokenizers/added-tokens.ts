import { z } from 'zod'

import { whiteSpace } from './unicode.ts'

/** A token that is cut out of the text as a whole, before the model sees it. */
export type AddedToken = {
  readonly id: number
  readonly content: string
  /** Carries meaning for the model, not text: left out by `skipSpecial`, parsed only where `special` is not false. */
  readonly special: boolean
  /** Only between letters that are no word's. */
  readonly single_word: boolean
  /** Takes the white space before or after it along. */
  readonly lstrip: boolean
  readonly rstrip: boolean
  /** Looked for in the normalized text, its own content normalized too. */
  readonly normalized: boolean
}

const flag = z.boolean().default(false)
/** An entry of `added_tokens` in a tokenizer.json. */
export const addedTokenJson = z.object({
  id: z
    .int()
    .nonnegative()
    .max(2 ** 31),
  content: z.string(),
  special: flag,
  single_word: flag,
  lstrip: flag,
  rstrip: flag,
  normalized: flag,
})

/** A place of a text that is a token by itself: units [start, end). */
export type TokenPlace = { readonly start: number; readonly end: number; readonly token: AddedToken }

type TrieNode = { readonly next: Map<number, TrieNode>; token?: AddedToken }

/** Finds added tokens in a text, leftmost first, the longest of those that begin together. */
export class AddedTokenFinder {
  readonly #root: TrieNode = { next: new Map() }
  readonly size: number

  /** `content` of a token may differ from its own: normalized tokens are looked for in their normalized form. */
  constructor(tokens: Iterable<{ readonly content: string; readonly token: AddedToken }>) {
    let size = 0
    for (const { content, token } of tokens) {
      if (content === '') continue
      let node = this.#root
      for (let i = 0; i < content.length; i++) {
        const unit = content.charCodeAt(i)
        if (!node.next.has(unit)) node.next.set(unit, { next: new Map() })
        node = node.next.get(unit)!
      }
      node.token = token
      size++
    }
    this.size = size
  }

  /** The places in order; `special` false leaves special tokens to the model as ordinary text. */
  find(text: string, special: boolean): TokenPlace[] {
    const places: TokenPlace[] = []
    let free = 0
    for (let at = 0; at < text.length; ) {
      const found = this.#longest(text, at, special)
      if (!found) {
        at++
        continue
      }
      const place = placeOf(text, at, at + found.length, found.token, free)
      if (place) {
        places.push(place)
        free = place.end
      }
      at += found.length
    }
    return places
  }

  #longest(text: string, at: number, special: boolean): { token: AddedToken; length: number } | undefined {
    let node = this.#root.next.get(text.charCodeAt(at))
    let best: { token: AddedToken; length: number } | undefined
    for (let end = at + 1; node; end++) {
      if (node.token && (special || !node.token.special)) best = { token: node.token, length: end - at }
      node = end < text.length ? node.next.get(text.charCodeAt(end)) : undefined
    }
    return best
  }
}

const endsInWord = /[\p{L}\p{M}\p{Nd}\p{Pc}]$/u
const beginsWithWord = /^[\p{L}\p{M}\p{Nd}\p{Pc}]/u

/** The place with its white space, or undefined where the token must stand alone and does not. `free`: where the token before ended. */
function placeOf(text: string, start: number, end: number, token: AddedToken, free: number): TokenPlace | undefined {
  // Two units are enough to see a whole character on either side.
  if (token.single_word && (endsInWord.test(text.slice(Math.max(0, start - 2), start)) || beginsWithWord.test(text.slice(end, end + 2))))
    return undefined
  let from = start
  let to = end
  while (token.lstrip && from > free && whiteSpace.test(text[from - 1])) from--
  while (token.rstrip && to < text.length && whiteSpace.test(text[to])) to++
  return { start: from, end: to, token }
}
