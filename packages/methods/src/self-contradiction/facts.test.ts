import { openDataSet } from '@offprint/lab'
import { needs as requires, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { needs } from './experiment.ts'
import { extractFacts } from './facts.ts'
import { readPairs } from './released/pairs.ts'

const facts = (sentence: string) => extractFacts(sentence).map((fact) => `${fact.subject} · ${fact.predicate} · ${fact.object}`)

it('gives every date and place a fact of its own', () => {
  expect(facts('She was born in Lyon in 1902 and moved to Oran.')).toEqual([
    'She · was born · in Lyon',
    'She · was born · in 1902',
    'She · moved · to Oran',
  ])
})

it('carries the subject into a clause that has none, and takes an opening adverbial off it', () => {
  expect(facts('In 1990, the club won the cup, but was later dissolved by its owners.')).toEqual([
    'the club · won · the cup',
    'the club · was later dissolved · by its owners',
  ])
})

it('takes a participle with its auxiliary, and a present verb where there is no surer one', () => {
  expect(facts('However, the state is also investing in ports.')).toEqual(['the state · is also investing · in ports'])
  expect(facts('The party aims to reduce poverty.')).toEqual(['The party · aims · to reduce poverty'])
  expect(facts('Today, the house is privately owned and serves as a school.')).toEqual(['the house · serves · as a school'])
  expect(facts('He is often seen as a lovable but flawed character.')).toEqual(['He · is often seen · as a lovable and flawed character'])
})

it('takes the name before a relative clause as its subject', () => {
  expect(facts('The firm, which was founded in 1901, has been sold.')).toEqual(['The firm · was founded · in 1901, has been sold'])
})

it('keeps a list in one object', () => {
  expect(facts('He wrote novels, plays and essays.')).toEqual(['He · wrote · novels, plays and essays'])
})

it('gives none for a sentence without a verb that it knows, and never more than the limit', () => {
  expect(facts('A quiet town by the sea.')).toEqual([])
  expect(extractFacts('He was born in Bonn in 1901 on May 3 at Haus Rhein and died in Kiel in 1950.', 3)).toHaveLength(3)
})

it(
  'finds a fact in nearly every sentence in which the trained extractor found one',
  requires('shared', async () => {
    const data = await openDataSet(needs.data!.chatprotect, { mirror: sharedPath('mirror') })
    const sentences = [
      ...new Set(
        readPairs(data, 'chatgpt')
          .filter((pair) => !pair.fromRevision)
          .map((pair) => pair.statement),
      ),
    ]
    const found = sentences.filter((sentence) => extractFacts(sentence).length > 0)
    expect(found.length / sentences.length).toBeGreaterThan(0.9)
  }),
)
