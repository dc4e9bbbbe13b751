import { expect, it } from 'vitest'

import { counted, votesTerm } from './listed.ts'

it('counts in words that agree with the number', () => {
  expect([counted(0, 'vote'), counted(1, 'vote'), counted(1200, 'reply', 'replies')]).toEqual(['0 votes', '1 vote', '1,200 replies'])
  expect(votesTerm(3)).toEqual({ name: 'votes', value: 3, because: '3 votes' })
})
