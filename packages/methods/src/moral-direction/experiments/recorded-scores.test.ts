import { expect, it } from 'vitest'
import type { Figures, RunContext } from '../../contract.ts'
import { createRandom } from '../../random.ts'
import { smallStudy } from '../testing/small-study.ts'
import { recordedPairs, recordedScores, scatter } from './recorded-scores.ts'

it('gives each recording its correlations, and less to the noisier ones', async () => {
  const context = { data: () => smallStudy(), random: createRandom(1), signal: new AbortController().signal }
  const steps = recordedScores.run('smoke', 1, context as unknown as RunContext)
  let last = await steps.next()
  while (!last.done) last = await steps.next()
  const figures = new Map((last.value as Figures).figures.map(({ id, value }) => [id, value]))
  expect(figures.get('BERT_subspace_qt-regional-r')).toBeCloseTo(1, 12)
  expect(figures.get('glove_cossim-regional-r')).toBeLessThan(figures.get('BERT_subspace_raw-regional-r')!)
  // Of 2 · 2 pairs of words 0.5 and 0.3 against -0.5 and 0.4, three are in order.
  expect(figures.get('BERT_cossim-dos-auc')).toBe(0.75)
  expect(figures.get('toxicity-probability-toxic-threshold-0')).toBeCloseTo(0.4, 12)
})

it('pairs the actions that people rated and that were scored, and shows each as a dot', () => {
  const paired = recordedPairs(smallStudy(), 'BERT_cossim', 'regional')
  expect(paired.actions).toHaveLength(8)
  const { lines, marks } = scatter('regional', paired)
  expect(marks).toBe('dots')
  expect(lines[0].points[3]).toEqual([paired.ratings[3], paired.scores[3]])
  expect(lines[0].labels![3]).toBe('kill people')
})
