import { expect, it } from 'vitest'

import { createRandom } from '../../random.ts'
import { correlationFigure, gainFigure, pairUp, rankFigure } from './agreement.ts'

const random = createRandom(4)
const ratings = Array.from({ length: 60 }, () => random.next())
const near = ratings.map((rating) => rating + 0.2 * random.next())
const far = ratings.map((rating) => rating + 2 * random.next())

it('pairs what both sides have', () => {
  const scores = new Map([
    ['a', 1],
    ['b', 2],
  ])
  const people = new Map([
    ['b', 0.5],
    ['c', 0.1],
  ])
  expect(pairUp(scores, people)).toEqual({ actions: ['b'], scores: [2], ratings: [0.5] })
})

it('gives r with an interval around it, the same for the same seed', () => {
  const figure = correlationFigure('r', { scores: near, ratings }, createRandom(1))
  expect(figure.interval!.low).toBeLessThan(figure.value)
  expect(figure.interval!.high).toBeGreaterThan(figure.value)
  expect(figure).toEqual(correlationFigure('r', { scores: near, ratings }, createRandom(1)))
  expect(rankFigure('rho', { scores: ratings.map((x) => x ** 3), ratings }).value).toBeCloseTo(1, 12)
})

it('tells a better score from a worse one on the same actions', () => {
  expect(gainFigure('gain', near, far, ratings, createRandom(1)).interval!.low).toBeGreaterThan(0)
  expect(gainFigure('gain', near, near, ratings, createRandom(1))).toMatchObject({ value: 0, interval: { low: 0, high: 0 } })
})
