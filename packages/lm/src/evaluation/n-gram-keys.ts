/** A sequence of token ids as one number of up to 64 bits, the first token highest: `high` · 2³² + `low`. */
export type Key = { readonly high: number; readonly low: number }

/** Distinct keys in ascending order, and how often each was given. */
export type SortedKeys = {
  readonly size: number
  /** Two words a key: low, high. */
  readonly words: Uint32Array
  readonly counts: Uint32Array
  /** How many keys are smaller. */
  lowerBound(key: Key): number
  find(key: Key): number | undefined
}

const wordSize = 2 ** 32

/** Keys of n-grams over ids below `vocabSize`. All that begin alike are neighbours when sorted. */
export function createKeys(vocabSize: number) {
  const bits = Math.max(1, Math.ceil(Math.log2(vocabSize)))
  const step = 2 ** bits
  const follow = ({ high, low }: Key, id: number): Key => {
    const shifted = low * step + id
    return { high: high * step + Math.floor(shifted / wordSize), low: shifted % wordSize }
  }
  const of = (ids: ArrayLike<number>, start: number, count: number): Key => {
    let key: Key = { high: 0, low: 0 }
    for (let i = 0; i < count; i++) key = follow(key, ids[start + i])
    return key
  }
  return {
    /** Tokens that fit into a key. */
    longest: Math.floor(64 / bits),
    of,
    /** The key with one token more. */
    follow,
    /** The next larger key of the same length. */
    next: ({ high, low }: Key): Key => ({ high: low + 1 === wordSize ? high + 1 : high, low: (low + 1) % wordSize }),
    ofStream(stream: Int32Array, length: number): SortedKeys {
      const words = new Uint32Array(2 * (stream.length - length + 1))
      for (let i = 0; i < words.length / 2; i++) setKey(words, i, of(stream, i, length))
      return sortKeys(words)
    },
    /** Each distinct key of `length` tokens without its first: the counts tell how many different tokens stood there. */
    withoutFirst({ words: source }: SortedKeys, length: number): SortedKeys {
      const rest = 2 ** ((length - 1) * bits)
      const words = source.slice()
      for (let i = 0; i < words.length / 2; i++) {
        if (rest <= wordSize) setKey(words, i, { high: 0, low: source[2 * i] % rest })
        else setKey(words, i, { high: source[2 * i + 1] % (rest / wordSize), low: source[2 * i] })
      }
      return sortKeys(words)
    },
  }
}

function setKey(words: Uint32Array, index: number, { high, low }: Key): void {
  words[2 * index] = low
  words[2 * index + 1] = high
}

/** Sorted in place as 64-bit numbers: every machine that Node runs on stores the lower word first. */
function sortKeys(words: Uint32Array): SortedKeys {
  new BigUint64Array(words.buffer, words.byteOffset, words.length / 2).sort()
  const counts = new Uint32Array(words.length / 2)
  let size = 0
  for (let i = 0; i < words.length; i += 2) {
    const isNew = size === 0 || words[i] !== words[2 * size - 2] || words[i + 1] !== words[2 * size - 1]
    if (isNew) {
      words[2 * size] = words[i]
      words[2 * size + 1] = words[i + 1]
      size++
    }
    counts[size - 1]++
  }
  return listOf(words.slice(0, 2 * size), counts.slice(0, size))
}

function listOf(words: Uint32Array, counts: Uint32Array): SortedKeys {
  const size = counts.length
  const lowerBound = ({ high, low }: Key): number => {
    let from = 0
    let to = size
    while (from < to) {
      const middle = (from + to) >>> 1
      const smaller = words[2 * middle + 1] < high || (words[2 * middle + 1] === high && words[2 * middle] < low)
      if (smaller) from = middle + 1
      else to = middle
    }
    return from
  }
  return {
    size,
    words,
    counts,
    lowerBound,
    find(key) {
      const at = lowerBound(key)
      return at < size && words[2 * at] === key.low && words[2 * at + 1] === key.high ? at : undefined
    },
  }
}
