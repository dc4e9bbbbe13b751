import { expect, it } from 'vitest'

import type { TaggedPair } from '../released/pairs.ts'
import { countFactsKept } from './facts-kept.ts'

const pair = (object: string, more: Partial<TaggedPair> = {}): TaggedPair => ({
  topic: 'Ada',
  prefix: '',
  statement: '',
  alternative: '',
  entity: 'ada',
  file: '0_0_0.txt',
  description: '0',
  fact: { subject: 'It', predicate: 'has', object },
  fromRevision: false,
  contradictory: false,
  ...more,
})
const text = (text: string) => [{ id: 'ada/0', entity: 'ada', text }]

it('finds a fact stated where one sentence holds every number and longer word of its object', () => {
  const pairs = [pair('12 old mills.'), pair('a bridge of stone')]
  expect(countFactsKept(pairs, text('Of 12 buildings some are mills. The Bridge is old.')).get('ada')).toEqual({ facts: 2, kept: 1 })
  expect(countFactsKept(pairs, text('Mills. All 12. A bridge. Stone.')).get('ada')).toEqual({ facts: 2, kept: 0 })
})

it('leaves out contradicted facts, facts of revised sentences, facts without a content word and texts that are not there', () => {
  const pairs = [
    pair('mills', { contradictory: true }),
    pair('mills', { fromRevision: true }),
    pair('it'),
    pair('mills', { description: '2' }),
  ]
  expect(countFactsKept(pairs, text('It has mills.')).size).toBe(0)
})
