import { expect, it } from 'vitest'

import { centreWithinVerbs, verbOf } from './within-verbs.ts'

it('leaves what the words after a verb change, and leaves out verbs that stand alone', () => {
  const actions = ['kill time', 'kill people', 'eat', 'kill']
  expect(actions.map(verbOf)).toEqual(['kill', 'kill', 'eat', 'kill'])
  expect(centreWithinVerbs(actions, [4, 0, 9, 2])).toEqual({ kept: [0, 1, 3], values: [2, -2, 0] })
})
