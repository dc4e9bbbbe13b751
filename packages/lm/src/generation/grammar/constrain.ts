import type { LogitProcessor } from '../logit-processors.ts'
import type { Grammar } from './grammar.ts'
import { createMatcher, type MatchState } from './matcher.ts'

/** The vocabulary as bytes: `bytesOf(id)` of what token `id` adds to the text; undefined for special tokens. */
export type TokenBytes = { readonly vocabSize: number; bytesOf(id: number): Uint8Array | undefined }

type TrieNode = { readonly children: Map<number, TrieNode>; readonly ids: number[] }

/**
 * A logit processor that leaves only tokens after which the text can still be completed to one of the grammar; `endIds` are allowed
 * where the text is complete. Generated ids are those from `promptLength` on. Made once for a sequence; the trie of the vocabulary is
 * walked with the matcher, so a step costs what the allowed tokens cost and not the whole vocabulary.
 */
export function constrainToGrammar(
  grammar: Grammar,
  vocabulary: TokenBytes,
  { endIds, promptLength }: { endIds: readonly number[]; promptLength: number },
): LogitProcessor {
  const matcher = createMatcher(grammar)
  const trie = buildTrie(vocabulary)
  let state: MatchState | undefined = matcher.start
  let read = promptLength
  return (logits, ids) => {
    for (; read < ids.length && state; read++) state = readToken(matcher, state, vocabulary.bytesOf(ids[read]))
    const allowed = new Set<number>()
    if (state) collect(matcher, trie, state, allowed)
    if (!state || matcher.isComplete(state)) for (const id of endIds) allowed.add(id)
    for (let id = 0; id < logits.length; id++) if (!allowed.has(id)) logits[id] = Number.NEGATIVE_INFINITY
  }
}

function readToken(matcher: ReturnType<typeof createMatcher>, state: MatchState, bytes: Uint8Array | undefined): MatchState | undefined {
  let current: MatchState | undefined = state
  for (const byte of bytes ?? []) current = current && matcher.next(current, byte)
  return current
}

function buildTrie({ vocabSize, bytesOf }: TokenBytes): TrieNode {
  const root: TrieNode = { children: new Map(), ids: [] }
  for (let id = 0; id < vocabSize; id++) {
    const bytes = bytesOf(id)
    if (!bytes || bytes.length === 0) continue
    let node = root
    for (const byte of bytes) {
      let child = node.children.get(byte)
      if (!child) {
        child = { children: new Map(), ids: [] }
        node.children.set(byte, child)
      }
      node = child
    }
    node.ids.push(id)
  }
  return root
}

function collect(matcher: ReturnType<typeof createMatcher>, node: TrieNode, state: MatchState, allowed: Set<number>): void {
  for (const [byte, child] of node.children) {
    const next = matcher.next(state, byte)
    if (!next) continue
    for (const id of child.ids) allowed.add(id)
    if (child.children.size > 0) collect(matcher, child, next, allowed)
  }
}
