import { expect, it } from 'vitest'

import { forget } from './forgetting.ts'
import { createLearner, type Learner } from './learner.ts'
import { charactersOf } from './lexicon.ts'

function learnerOf(...units: string[]): Learner {
  const learner = createLearner([])
  for (const unit of units) learner.lexicon.append(unit)
  return learner
}

const textsOf = ({ lexicon }: Learner) => lexicon.units.map((unit) => unit.text)

it('deletes a unit in the tenth document that does not use it', () => {
  const learner = createLearner([charactersOf('a')])
  for (let document = 1; document < 10; document++) forget(learner, [])
  expect(textsOf(learner)).toEqual(['a'])
  forget(learner, [])
  expect(textsOf(learner)).toEqual([])
})

it('applies events in order, each from the place where the one before left the unit', () => {
  const learner = learnerOf('a', 'b', 'c', 'd')
  const unit = learner.lexicon.find('d')!
  forget(learner, [
    { unit, move: 'promote' },
    { unit, move: 'promote' },
    { unit, move: 'demote' },
  ])
  expect(textsOf(learner)).toEqual(['a', 'b', 'd', 'c'])
})

it('skips the events of a unit that died of disuse or fell off the end', () => {
  const learner = learnerOf('a', 'b', 'c')
  const [dead, fallen] = [learner.lexicon.find('b')!, learner.lexicon.find('c')!]
  learner.probation.set(dead, 1)
  forget(learner, [
    { unit: dead, move: 'promote' },
    { unit: fallen, move: 'demote' },
    { unit: fallen, move: 'promote' },
  ])
  expect(textsOf(learner)).toEqual(['a'])
})

it('puts the last unit on probation, once', () => {
  const learner = learnerOf('a', 'b')
  forget(learner, [])
  forget(learner, [])
  expect([...learner.probation].map(([unit, life]) => [unit.text, life])).toEqual([['b', 9]])
})
