import { expect, it } from 'vitest'

import type { Random } from '../contract.ts'
import { createLearner, type Learner, releasedSettings } from './learner.ts'
import { charactersOf } from './lexicon.ts'
import { read } from './reading.ts'

const always: Random = { next: () => 0, integer: () => 0, fork: () => always }
const never: Random = { ...always, next: () => 1 }

function learnerOf(characters: string, ...units: string[]): Learner {
  const learner = createLearner([charactersOf(characters)])
  for (const unit of units) learner.lexicon.append(unit)
  return learner
}

const documentOf = (...sentences: string[]) => sentences.map(charactersOf)
const named = (events: ReturnType<typeof read>) => events.map(({ unit, move }) => `${move} ${unit.text}`)

it('learns a unit that is proposed twice in one document', () => {
  const learner = learnerOf('abc')
  read(learner, documentOf('ab', 'ab'), always)
  expect(learner.lexicon.find('ab')?.rank).toBe(3)
})

it('forgets a proposal when the document ends', () => {
  const learner = learnerOf('abc')
  read(learner, documentOf('ab'), always)
  read(learner, documentOf('ab'), always)
  expect(learner.lexicon.find('ab')).toBeUndefined()
})

it('proposes nothing where the chance is not taken', () => {
  const learner = learnerOf('abc')
  read(learner, documentOf('ab', 'ab', 'ab'), never)
  expect(learner.lexicon.size).toBe(3)
})

it('joins nothing longer than the longest unit allowed', () => {
  const learner = { ...learnerOf('ab', 'abab'), settings: { ...releasedSettings, maxLength: 4 } }
  read(learner, documentOf('ababab', 'ababab'), always)
  expect(learner.lexicon.units.map((unit) => unit.text)).toEqual(['a', 'b', 'abab', 'ab'])
})

it('takes a short run of unknown characters between known ones as a unit, and leaves a long one', () => {
  const learner = { ...learnerOf('a'), settings: { ...releasedSettings, miniGap: 2 } }
  read(learner, documentOf('xya', 'xya', 'pqra', 'pqra'), always)
  expect(learner.lexicon.units.map((unit) => unit.text)).toEqual(['a', 'xy'])
})

it('demotes a unit whose alternative needs fewer chunks, and promotes the part inside it', () => {
  // "abc" matches whole, then "d", "e"; the alternative "ab" goes on with "cde": two chunks against three.
  const learner = learnerOf('abcdef', 'ab', 'abc', 'cde')
  expect(named(read(learner, documentOf('abcdef'), never))).toEqual(['demote abc', 'promote ab'])
})

it('promotes a unit that spares a chunk and takes it off probation', () => {
  const learner = learnerOf('abc', 'ab')
  const unit = learner.lexicon.find('ab')!
  learner.probation.set(unit, 3)
  expect(named(read(learner, documentOf('abc'), never))).toEqual(['promote ab'])
  expect(learner.probation.has(unit)).toBe(false)
})

it('lets the sum of ranks decide between parses of as many chunks', () => {
  // Ranks: ab 4, cd 5, d 6, abc 7. "abc" + "d" sums to 13, "ab" + "cd" to 9.
  expect(named(read(learnerOf('abce', 'ab', 'cd', 'd', 'abc'), documentOf('abcde'), never))[0]).toBe('demote abc')
  // Ranks: d 3, abc 5, ab 6, cd 7. Now 8 against 13.
  expect(named(read(learnerOf('abcde', 'abc', 'ab', 'cd'), documentOf('abcde'), never))[0]).toBe('promote abc')
})

it('prefers the parse with fewer unknown characters before all else', () => {
  // After "ab" the rest "xd" is one unit; after "abx" the "d" is unknown.
  const learner = learnerOf('abe', 'ab', 'abx', 'xd')
  expect(named(read(learner, documentOf('abxde'), never))).toEqual(['demote abx', 'promote ab'])
})

it('leaves a test undecided when the sentence ends before the parses meet', () => {
  expect(read(learnerOf('ab', 'ab'), documentOf('ab'), never)).toEqual([])
})
