import { TokenizerError } from './tokenizer-error.ts'
import type { TokenizerJson } from './tokenizer-json.ts'
import { checkRoom, countCharacters, countPieces, specialEntries, type TrainOptions } from './training.ts'
import { VocabularyTrie } from './trie.ts'

/** As SentencePiece's trainer has them: longest piece, rounds of expectation and maximization before each pruning, share that stays. */
const longestPieceCharacters = 16
const roundsPerPruning = 2
const keptShare = 0.75
/** Candidates to begin with, for each token wanted; over that, pruning takes long and gains little. */
const candidatesPerToken = 10

type Piece = { readonly text: string; logProbability: number }
type Words = readonly (readonly [word: string, count: number])[]

/**
 * Trains a unigram vocabulary (Kudo 2018) on texts: frequent substrings of words, then by turns their probabilities (EM) and the removal
 * of those whose loss costs the likelihood least. Characters stay. Throws TokenizerError without text.
 */
export function trainUnigram(texts: Iterable<string>, { vocabSize, special = ['<unk>'], minCount = 2 }: TrainOptions): TokenizerJson {
  if (!special.includes('<unk>'))
    throw new TokenizerError('tokenizer-training', 'a unigram vocabulary needs <unk> among its special tokens')
  const counts = countPieces(texts, (text) => spacedWords(text))
  const words: Words = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  const characters = new Set(
    countCharacters(counts)
      .filter(([, count]) => count >= minCount)
      .map(([character]) => character),
  )
  checkRoom(vocabSize, special.length + characters.size, `${characters.size} characters and ${special.length} special tokens`)
  const wanted = vocabSize - special.length
  let pieces = candidates(words, characters, minCount, wanted * candidatesPerToken)
  for (;;) {
    for (let round = 0; round < roundsPerPruning; round++) pieces = maximize(pieces, expectedCounts(pieces, words), characters)
    if (pieces.length <= wanted) break
    pieces = prune(pieces, words, characters, Math.max(wanted, Math.floor(pieces.length * keptShare)))
  }
  return unigramJson(special, pieces)
}

/** Words with the sign for the space before them, as the Metaspace pre-tokenizer cuts. */
function spacedWords(text: string): string[] {
  if (text === '') return []
  const signed = text.replaceAll(' ', '▁')
  return (signed.startsWith('▁') ? signed : `▁${signed}`).match(/▁[^▁]*|^[^▁]+/g) ?? []
}

/** Characters and the substrings of words that save the most: frequency times length. */
function candidates(words: Words, characters: ReadonlySet<string>, minCount: number, most: number): Piece[] {
  const counts = new Map<string, number>()
  for (const [word, count] of words) {
    const letters = [...word]
    for (let start = 0; start < letters.length; start++) {
      let text = ''
      for (const letter of letters.slice(start, start + longestPieceCharacters)) {
        text += letter
        counts.set(text, (counts.get(text) ?? 0) + count)
      }
    }
  }
  const gain = ([text, count]: [string, number]) => text.length * count
  const longer = [...counts]
    .filter(([text, count]) => count >= minCount && !isCharacter(text))
    .sort((a, b) => gain(b) - gain(a) || (a[0] < b[0] ? -1 : 1))
  const kept = [...[...characters].map((text): [string, number] => [text, counts.get(text)!]), ...longer.slice(0, most)]
  const total = kept.reduce((sum, [, count]) => sum + count, 0)
  return kept.map(([text, count]) => ({ text, logProbability: Math.log(count / total) }))
}

/** How often each piece is used, over all ways to cut each word, weighted by their probability (forward-backward). */
function expectedCounts(pieces: readonly Piece[], words: Words): Float64Array {
  const trie = trieOf(pieces)
  const expected = new Float64Array(pieces.length)
  for (const [word, count] of words) {
    const forward = new Float64Array(word.length + 1).fill(Number.NEGATIVE_INFINITY)
    const backward = new Float64Array(word.length + 1).fill(Number.NEGATIVE_INFINITY)
    forward[0] = 0
    backward[word.length] = 0
    for (let start = 0; start < word.length; start++) {
      trie.prefixes(word, start, (end, id) => {
        forward[end] = logAdd(forward[end], forward[start] + pieces[id].logProbability)
      })
    }
    for (let start = word.length - 1; start >= 0; start--) {
      trie.prefixes(word, start, (end, id) => {
        backward[start] = logAdd(backward[start], backward[end] + pieces[id].logProbability)
      })
    }
    const whole = forward[word.length]
    if (whole === Number.NEGATIVE_INFINITY) continue // A word with a rare character is in no way cut.
    for (let start = 0; start < word.length; start++) {
      trie.prefixes(word, start, (end, id) => {
        expected[id] += count * Math.exp(forward[start] + pieces[id].logProbability + backward[end] - whole)
      })
    }
  }
  return expected
}

/** New probabilities from expected counts. Pieces that are used less than half a time go; characters stay. */
function maximize(pieces: readonly Piece[], expected: Float64Array, characters: ReadonlySet<string>): Piece[] {
  const kept = pieces
    .map(({ text }, i) => ({ text, count: characters.has(text) ? Math.max(expected[i], 0.5) : expected[i] }))
    .filter(({ count }) => count >= 0.5)
  const total = kept.reduce((sum, { count }) => sum + count, 0)
  return kept.map(({ text, count }) => ({ text, logProbability: Math.log(count / total) }))
}

/** Keeps the pieces whose removal would cost most: how often the best cut uses one, times what its own best other cut is worse by. */
function prune(pieces: readonly Piece[], words: Words, characters: ReadonlySet<string>, keep: number): Piece[] {
  const trie = trieOf(pieces)
  const used = new Float64Array(pieces.length)
  for (const [word, count] of words) for (const id of bestCut(trie, pieces, word)) used[id] += count
  const loss = pieces.map(({ text, logProbability }, i) => {
    if (used[i] === 0) return 0
    const other = bestCut(trie, pieces, text, i).reduce((sum, id) => sum + pieces[id].logProbability, 0)
    return used[i] * (logProbability - other)
  })
  const order = pieces.map((_, i) => i).filter((i) => !characters.has(pieces[i].text))
  order.sort((a, b) => loss[b] - loss[a] || a - b)
  const kept = new Set(order.slice(0, Math.max(0, keep - characters.size)))
  return pieces.filter(({ text }, i) => characters.has(text) || kept.has(i))
}

/** Ids of the best cut of a text, none where it cannot be cut; `without` must not be used. */
function bestCut(trie: VocabularyTrie, pieces: readonly Piece[], text: string, without = -1): number[] {
  const best = new Float64Array(text.length + 1).fill(Number.NEGATIVE_INFINITY)
  const last = new Int32Array(text.length + 1).fill(-1)
  best[0] = 0
  for (let start = 0; start < text.length; start++) {
    trie.prefixes(text, start, (end, id) => {
      if (id === without || best[start] + pieces[id].logProbability <= best[end]) return
      best[end] = best[start] + pieces[id].logProbability
      last[end] = id
    })
  }
  const ids: number[] = []
  for (let end = text.length; end > 0 && last[end] !== -1; end -= pieces[last[end]].text.length) ids.push(last[end])
  return ids
}

function trieOf(pieces: readonly Piece[]): VocabularyTrie {
  return new VocabularyTrie(new Map(pieces.map(({ text }, i) => [text, i])))
}

function logAdd(a: number, b: number): number {
  if (a === Number.NEGATIVE_INFINITY) return b
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)))
}

function isCharacter(text: string): boolean {
  return text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff)
}

function unigramJson(special: readonly string[], pieces: readonly Piece[]): TokenizerJson {
  const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true }
  const sorted = pieces.toSorted((a, b) => b.logProbability - a.logProbability || (a.text < b.text ? -1 : 1))
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialEntries(special),
    normalizer: null,
    pre_tokenizer: metaspace,
    post_processor: null,
    decoder: metaspace,
    model: {
      type: 'Unigram',
      unk_id: special.indexOf('<unk>'),
      vocab: [...special.map((text) => [text, 0]), ...sorted.map((piece) => [piece.text, piece.logProbability])],
      byte_fallback: false,
    },
  }
}
