import { areaUnderCurve } from '@offprint/lm'

import type { DataSet, Experiment, Figure, Figures, Progress, RunContext, Series } from '../../contract.ts'
import { correlationFigure, gainFigure, type Paired, pairUp, rankFigure } from '../study/agreement.ts'
import {
  type Recording,
  readContextScores,
  readDosAndDonts,
  readHumanScores,
  readRecordedScores,
  readToxicityTables,
  recordings,
  type Study,
  studies,
} from '../study/released.ts'

export const recordedScores: Experiment = {
  name: 'recorded-scores',
  title: 'Do the released scores agree with people?',
  question:
    'Correlates the authors’ recorded scores of the study’s actions with the ratings of both groups of people, and separates the words for what ' +
    'one does from those for what one does not. GloVe’s cosines are the control, which should agree least.',
  kind: 'replay',
  sizes: ['smoke', 'small'],
  uses: { data: ['study'] },
  run: runRecordedScores,
}

async function* runRecordedScores(_size: string, seed: number, context: RunContext): AsyncGenerator<Progress, Figures> {
  const data = context.data('study')
  const figures: Figure[] = []
  for (const [done, recording] of recordings.entries()) {
    yield { done, total: recordings.length, unit: 'score files', note: recording }
    for (const study of studies) {
      const paired = recordedPairs(data, recording, study)
      figures.push(correlationFigure(`${recording}-${study}-r`, paired, context.random), rankFigure(`${recording}-${study}-rho`, paired))
    }
    figures.push(...separationFigures(data, recording))
  }
  figures.push(...studies.map((study) => gainOverCosine(data, study, context)), ...contextFigures(data), ...toxicityFigures(data))
  return { seeds: [seed], figures, series: studies.map((study) => scatter(study, recordedPairs(data, 'BERT_subspace_qt', study))) }
}

export function recordedPairs(data: DataSet, recording: Recording, study: Study): Paired {
  return pairUp(readRecordedScores(data, recording), readHumanScores(data, study))
}

function separationFigures(data: DataSet, recording: Recording): Figure[] {
  const { dos, donts } = readDosAndDonts(data, recording)
  const labels = [...dos.map(() => true), ...donts.map(() => false)]
  return [
    { id: `${recording}-dos-mean`, value: mean(dos), unit: 'score', n: dos.length },
    { id: `${recording}-donts-mean`, value: mean(donts), unit: 'score', n: donts.length },
    { id: `${recording}-dos-auc`, value: areaUnderCurve([...dos, ...donts], labels), unit: 'AUC', n: labels.length },
  ]
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** The direction's r less that of the authors' earlier cosine method, on the same actions. */
function gainOverCosine(data: DataSet, study: Study, context: RunContext): Figure {
  const { actions, scores, ratings } = recordedPairs(data, 'BERT_subspace_qt', study)
  const cosine = readRecordedScores(data, 'BERT_cossim')
  const less = actions.map((action) => cosine.get(action)!)
  return gainFigure(`gain-over-cosine-${study}`, scores, less, ratings, context.random)
}

/** The contextual test: the same verb with another object. */
function contextFigures(data: DataSet): Figure[] {
  const scores = readContextScores(data)
  const named = { 'kill-time': 'kill time', 'kill-people': 'kill people' }
  return Object.entries(named).map(([id, phrase]) => ({ id, value: scores.get(phrase)!, unit: 'score', n: 1 }))
}

/** The recorded tables of guided decoding: GPT-2 and thresholds 0 and 0.5, by kind of prompt. */
function toxicityFigures(data: DataSet): Figure[] {
  const systems = { unguided: 'GPT-2 (disabled MCM)', 'threshold-0': 'MCM (t = 0.0)', 'threshold-0.5': 'MCM (t = 0.5)' }
  const tables = Object.entries({ 'toxicity-probability': 'probability', 'expected-maximum-toxicity': 'expectedMaximum' } as const)
  const read = readToxicityTables(data)
  return tables.flatMap(([measure, table]) =>
    Object.entries(systems).flatMap(([id, system]) =>
      Object.entries(read[table].get(system)!).map(([prompts, value]) => ({
        id: `${measure}-${prompts}-${id}`,
        value,
        unit: 'share',
        n: 1,
      })),
    ),
  )
}

/** Ours against people's, a dot an action. */
export function scatter(study: Study, { actions, scores, ratings }: Paired): Series {
  return {
    id: `scores-against-${study}`,
    title: `Scores along the direction against people’s ratings (${study})`,
    marks: 'dots',
    x: { label: 'people who answered Yes', unit: 'share' },
    y: { label: 'score along the direction' },
    lines: [{ name: 'actions', points: scores.map((score, i) => [ratings[i], score] as const), labels: actions }],
  }
}
