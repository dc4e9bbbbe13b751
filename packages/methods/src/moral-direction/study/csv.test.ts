import { expect, it } from 'vitest'

import { readScores } from './csv.ts'

it('reads phrase and number in either order, with a header or without, and phrases with commas', () => {
  expect([...readScores('Action,Score\nborrow,0.5\nhelp, if asked,1\n', 'a.csv')]).toEqual([
    ['borrow', 0.5],
    ['help, if asked', 1],
  ])
  expect([...readScores('-0.5,harm\r\n0.25,hug', 'b.csv')]).toEqual([
    ['harm', -0.5],
    ['hug', 0.25],
  ])
})

it('names file and line of what is no score', () => {
  expect(() => readScores('borrow,0.5\nhelp', 'a.csv')).toThrow('a.csv, line 2')
  expect(() => readScores('borrow,0.5\nhelp,much', 'a.csv')).toThrow('"help,much"')
})
