import { expect, it } from 'vitest'

import { fitMoralDirection, scoreByAnswers, scorePhrases } from './method.ts'
import { wordEmbedder } from './testing/word-embedder.ts'

const good = ['help', 'thank', 'hug', 'cheer', 'care']
const bad = ['kill', 'rob', 'harm', 'burn', 'slander']
const valence = new Map([...good.map((word) => [word, 3] as const), ...bad.map((word) => [word, -3] as const), ['gift', 2], ['theft', -2]])
const embedder = wordEmbedder(valence)
const templates = ['Should I {}?', 'Is it fine to {}?']

it('finds the direction that the verbs differ in and scores phrases it has not seen, in templates and without', async () => {
  const direction = await fitMoralDirection(embedder, [...good, ...bad], templates)
  for (const used of [templates, []]) {
    const [gift, plain, theft] = await scorePhrases(embedder, direction, ['gift', 'table', 'theft'], used)
    expect(gift).toBeGreaterThan(plain)
    expect(plain).toBeGreaterThan(theft)
  }
})

it('scores by answers: nearer to the yes than to the no', async () => {
  const leaning = wordEmbedder(new Map([...valence, ['yes', 3], ['no', -3]]))
  const [gift, theft] = await scoreByAnswers(leaning, ['gift', 'theft'], [{ question: '{}', yes: 'yes', no: 'no' }])
  expect(gift).toBeGreaterThan(0)
  expect(theft).toBeLessThan(0)
})
