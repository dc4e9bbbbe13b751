import { expect, it } from 'vitest'

import { detectContradiction } from '../detect.ts'
import { reviseSentence } from '../revise.ts'
import { createRecordedAnalyst } from './recorded-analyst.ts'

const pair = { topic: 'Ada', prefix: '', statement: 'Ada has 3 mills.', alternative: 'Ada has 4 mills.' }
const recorded = createRecordedAnalyst('recorded', [
  { role: 'detect', pair, explanation: 'They differ.', conclusions: ['Yes.', 'No.', 'Yes.'] },
  { role: 'revise', pair, revision: 'Ada has mills.' },
  { role: 'detect', pair, explanation: 'Later.', conclusions: ['No.'] },
])

it('answers each step of the pipeline with what was recorded for that role and pair, first record first', async () => {
  expect(await detectContradiction(recorded, pair, { answers: 3 })).toMatchObject({ explanation: 'They differ.', score: 2 / 3 })
  expect(await reviseSentence(recorded, { topic: 'Ada', prefix: '', sentence: pair.statement }, [pair.alternative])).toBe('Ada has mills.')
})

it('throws for a pair that was not recorded, and for more conclusions than there are', async () => {
  await expect(detectContradiction(recorded, { ...pair, prefix: 'Before.' })).rejects.toThrow('recorded')
  await expect(detectContradiction(recorded, pair, { answers: 4 })).rejects.toThrow('3 of 4')
})
