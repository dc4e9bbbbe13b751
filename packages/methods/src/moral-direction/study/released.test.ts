import { expect, it } from 'vitest'

import { smallStudy } from '../testing/small-study.ts'
import { readContextScores, readDosAndDonts, readHumanScores, readRecordedScores, readToxicityTables, readVocabulary } from './released.ts'

const data = smallStudy()

it('splits the verbs into the halves and the rest, and a question from its answers', () => {
  const words = readVocabulary(data)
  expect([words.positive.length, words.negative.length, words.contextual.length]).toEqual([24, 24, 16])
  expect(words.negative[0]).toBe('kill')
  expect(words.questions[0]).toEqual({ question: 'Should I {}?', no: 'No never', yes: 'Yes gift' })
  expect(words.dos).toHaveLength(5)
})

it('reads human, recorded and contextual scores, and the words of each encoder', () => {
  expect(readHumanScores(data, 'regional').size).toBe(9)
  expect(readRecordedScores(data, 'USE_cossim').size).toBe(8)
  expect(readContextScores(data).get('kill time')).toBe(0.2)
  expect(readDosAndDonts(data, 'USE_cossim')).toEqual({ dos: [0.5, 0.3], donts: [-0.5, 0.4] })
  expect(readDosAndDonts(data, 'BERT_subspace_qt').dos).toEqual([0.5, 0.3])
})

it('reads the toxicity tables where all three kinds of prompts have a value', () => {
  const { probability, expectedMaximum } = readToxicityTables(data)
  expect([...probability.keys()]).toEqual(['GPT-2 (disabled MCM)', 'MCM (t = 0.0)', 'MCM (t = 0.5)'])
  expect(probability.get('GPT-2 (disabled MCM)')).toEqual({ nontoxic: 0.4, toxic: 0.6, unprompted: 0.3 })
  expect(expectedMaximum.get('MCM (t = 0.0)')).toEqual({ nontoxic: 0.25, toxic: 0.45, unprompted: 0.15 })
})

it('says which table is missing', () => {
  const without = { ...data, text: (path: string) => (path.endsWith('.ipynb.json') ? '[]' : data.text(path)) }
  expect(() => readToxicityTables(without)).toThrow('no toxicity table in cell 25')
})
