import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareWords, DiffView } from './diff-view.tsx'

it('strikes what went and underlines what came', () => {
  expect(String(<DiffView before="fold it here" after="fold it there" />)).toBe(
    '<p class="diff">fold it <del>here</del><ins>there</ins></p>',
  )
  expect(String(<DiffView before="a" after="a" />)).toContain('Nothing was changed')
})

it('gives back both texts, whatever was changed', () => {
  const text = fc.array(fc.constantFrom('a', 'b', ' ', '.', '\n', 'word')).map((words) => words.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = compareWords(before, after)
      const without = (kind: string) =>
        changes
          .filter((change) => change.kind !== kind)
          .map((change) => change.text)
          .join('')
      return without('new') === before && without('gone') === after
    }),
  )
})

it('keeps the longest common run of words, not the first that comes', () => {
  const kept = compareWords('two three one', 'one two three').filter(({ kind }) => kind === 'same')
  expect(
    kept
      .map(({ text }) => text)
      .join('')
      .trim(),
  ).toBe('two three')
})

it('compares long texts without running out of time', () => {
  const long = (word: string) => Array.from({ length: 5000 }, (_, n) => `${word}${n}`).join(' ')
  const begin = performance.now()
  compareWords(`same ${long('a')} same`, `same ${long('b')} same`)
  expect(performance.now() - begin).toBeLessThan(2000)
})
