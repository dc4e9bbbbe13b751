import { expect, it } from 'vitest'
import { rateText } from './live-run.ts'

const event = { done: 29, total: 40, unit: 'tokens' }

it('gives the rate of the last seconds and the time left', () => {
  const moments = [
    { at: 0, done: 0 },
    { at: 1000, done: 31 },
  ]
  expect(rateText(moments, { ...event, done: 31 })).toBe('31 tokens/s · 0.3 s left')
  expect(
    rateText(
      [
        { at: 0, done: 1 },
        { at: 10_000, done: 2 },
      ],
      { done: 2, total: 62, unit: 'steps' },
    ),
  ).toBe('0.10 steps/s · 600 s left')
})

it('says nothing before there is something to measure', () => {
  expect(rateText([], event)).toBe('')
  expect(
    rateText(
      [
        { at: 0, done: 5 },
        { at: 100, done: 9 },
      ],
      event,
    ),
  ).toBe('')
  expect(
    rateText(
      [
        { at: 0, done: 5 },
        { at: 3000, done: 5 },
      ],
      event,
    ),
  ).toBe('')
})

it('leaves out the time left where the end is not known', () => {
  expect(
    rateText(
      [
        { at: 0, done: 0 },
        { at: 1000, done: 29 },
      ],
      { ...event, total: 0 },
    ),
  ).toBe('29 tokens/s')
})
