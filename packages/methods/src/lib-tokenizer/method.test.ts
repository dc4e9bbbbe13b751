import { expect, it } from 'vitest'

import { createRandom } from '../random.ts'
import { charactersOf, createLearner, learn, readDocument, sampleDocuments } from './method.ts'

const sentences = ['youwantthebook', 'doyouwantthedog', 'thedogandthebook', 'youanddaddy', 'wheresthedog', 'wheresthebook']

function lexiconAfter(epochs: number, seed: number): string[] {
  let units: string[] = []
  for (const { lexicon } of learn([sentences.map(charactersOf)], epochs, createRandom(seed))) units = lexicon.units.map((unit) => unit.text)
  return units
}

it('starts with the characters of the first document, all on probation', () => {
  const learner = createLearner([charactersOf('abba')])
  expect([...learner.probation].map(([unit, life]) => [unit.text, life])).toEqual([
    ['a', 10],
    ['b', 10],
  ])
})

it('finds the words and phrases that come back', () => {
  const units = lexiconAfter(200, 1)
  expect(units.some((unit) => unit.includes('you'))).toBe(true)
  expect(units.filter((unit) => unit.length >= 3).length).toBeGreaterThan(5)
})

it('repeats itself for a seed and differs between seeds', () => {
  expect(lexiconAfter(50, 2)).toEqual(lexiconAfter(50, 2))
  expect(lexiconAfter(50, 2)).not.toEqual(lexiconAfter(50, 3))
})

it('yields once an epoch and says so when there is nothing to read', () => {
  expect([...learn([[charactersOf('ab')]], 3, createRandom(1))]).toHaveLength(3)
  expect(() => [...learn([], 1, createRandom(1))]).toThrow('no document')
})

it('has one sentence a drawn index and none twice in a sampled document', () => {
  const documents = sampleDocuments(['a', 'b', 'c'], 20, 3, createRandom(1))
  expect(documents).toHaveLength(20)
  for (const document of documents) expect(new Set(document.map(String)).size).toBe(document.length)
})

it('reads a document without characters', () => {
  const learner = createLearner([])
  readDocument(learner, [charactersOf('')], createRandom(1))
  expect(learner.lexicon.size).toBe(0)
})
