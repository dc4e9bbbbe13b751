import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { trainBpe } from './bpe.ts'
import { wordsOf } from './words.ts'

const whole = (sentence: string) => [sentence]

it('merges the commonest pair first: the worked example aaabdaaabac', () => {
  // "aa" stands 4 times (2 without overlap), then "aaa"? no: aa·a and a·b tie at 2, the older symbols win: a (0) b (1) -> "ab"; then "aa"+"ab".
  const { units, segment } = trainBpe('test', ['aaabdaaabac'], 7, whole)
  expect(units).toEqual(['a', 'b', 'd', 'c', 'aa', 'ab', 'aaab'])
  expect(segment('aaabdaaabac')).toEqual(['aaab', 'd', 'aaab', 'a', 'c'])
})

it('crosses spaces without borders and stays within words with them', () => {
  const sentences = Array(5).fill('of the cat of the dog')
  expect(trainBpe('across', sentences, 40, whole).units).toContain('of the ')
  expect(trainBpe('within', sentences, 40, (sentence) => wordsOf(sentence)).units.some((unit) => /\S \S/.test(unit))).toBe(false)
})

it('stops where no pair stands twice', () => {
  expect(trainBpe('test', ['abc'], 100, whole).units).toEqual(['a', 'b', 'c'])
})

it('keeps characters apart that it never saw together, and gives back what it cuts', () => {
  const { segment } = trainBpe('test', ['low lower lowest', 'new newer newest'], 20, whole)
  for (const text of ['newest lowest', 'x😀y', '']) expect(segment(text).join('')).toBe(text)
})

it('agrees with counting every pair again before each merge', () => {
  const random = createRandom('bpe')
  const sentences = Array.from({ length: 30 }, () => Array.from({ length: 12 }, () => 'abcd'[random.integer(4)]).join(''))
  expect(trainBpe('fast', sentences, 24, whole).units.slice(4)).toEqual(plainMerges(sentences, 20))
})

/** Counts overlapping pairs as the index does ("aaa" holds two), leftmost merges first; the commonest, then the older symbols. */
function plainMerges(sentences: readonly string[], count: number): string[] {
  const symbols: string[] = [...new Set(sentences.join(''))]
  let texts = sentences.map((sentence) => [...sentence])
  for (let merge = 0; merge < count; merge++) {
    const counts = new Map<string, number>()
    for (const text of texts) {
      for (let i = 0; i + 1 < text.length; i++) {
        const key = `${symbols.indexOf(text[i])},${symbols.indexOf(text[i + 1])}`
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
    }
    const [best] = [...counts].sort(([a, m], [b, n]) => n - m || compareIds(a, b))
    const [left, right] = best[0].split(',').map((id) => symbols[Number(id)])
    symbols.push(left + right)
    texts = texts.map((text) => joinPair(text, left, right))
  }
  return symbols.slice(-count)
}

function compareIds(a: string, b: string): number {
  const [x, y] = [a.split(',').map(Number), b.split(',').map(Number)]
  return x[0] - y[0] || x[1] - y[1]
}

function joinPair(text: readonly string[], left: string, right: string): string[] {
  const joined: string[] = []
  for (let i = 0; i < text.length; i++) {
    const fits = text[i] === left && text[i + 1] === right
    joined.push(fits ? left + right : text[i])
    if (fits) i++
  }
  return joined
}
