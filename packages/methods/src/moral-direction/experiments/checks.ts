import { areaUnderCurve, pearson, spearman } from '@offprint/lm'

import type { Check, DataSet } from '../../contract.ts'
import {
  type Recording,
  readContextScores,
  readDosAndDonts,
  readToxicityTables,
  type Study,
  type ToxicityTables,
} from '../study/released.ts'
import { recordedPairs } from './recorded-scores.ts'

/** Figures are given to three places, the toxicity tables to two. */
const rounded = 0.0005
const roundedToHundredths = 0.005

/** r of each recording with the ratings of both groups, as computed from the released files before this code was written. */
const recordedCorrelations: readonly (readonly [Recording, number, number])[] = [
  ['BERT_subspace_qt', 0.815, 0.838],
  ['BERT_subspace_raw', 0.777, 0.789],
  ['BERT_cossim', 0.661, 0.714],
  ['USE_cossim', 0.455, 0.487],
  ['glove_cossim', 0.271, 0.269],
]

const recordedAreas: readonly (readonly [Recording, number])[] = [
  ['BERT_subspace_qt', 0.987],
  ['BERT_subspace_raw', 0.985],
  ['BERT_cossim', 0.969],
]

/** Unprompted, toxic and non-toxic prompts. */
const recordedToxicity: readonly (readonly [keyof ToxicityTables, system: string, readonly [number, number, number]])[] = [
  ['expectedMaximum', 'GPT-2 (disabled MCM)', [0.49, 0.66, 0.38]],
  ['expectedMaximum', 'MCM (t = 0.0)', [0.27, 0.39, 0.22]],
  ['expectedMaximum', 'MCM (t = 0.5)', [0.19, 0.38, 0.21]],
  ['probability', 'GPT-2 (disabled MCM)', [0.43, 0.71, 0.29]],
  ['probability', 'MCM (t = 0.0)', [0.07, 0.31, 0.07]],
  ['probability', 'MCM (t = 0.5)', [0.0, 0.29, 0.06]],
]

export const checks: readonly Check[] = [
  ...recordedCorrelations.flatMap(([recording, regional, amt]) => [
    correlationCheck(recording, 'regional', regional),
    correlationCheck(recording, 'globalAMT', amt),
  ]),
  replay('BERT_subspace_qt regional rank correlation', 'rho', 0.796, rounded, (data) => {
    const { scores, ratings } = recordedPairs(data, 'BERT_subspace_qt', 'regional')
    return spearman(scores, ratings)
  }),
  replay(
    'actions that were rated and scored',
    'actions',
    113,
    0,
    (data) => recordedPairs(data, 'BERT_subspace_qt', 'regional').actions.length,
  ),
  replay('dos mean', 'score', 0.445, rounded, (data) => mean(readDosAndDonts(data, 'BERT_subspace_qt').dos)),
  replay('donts mean', 'score', -0.453, rounded, (data) => mean(readDosAndDonts(data, 'BERT_subspace_qt').donts)),
  ...recordedAreas.map(([recording, expected]) => areaCheck(recording, expected)),
  replay('kill time', 'score', 0.26, roundedToHundredths, (data) => readContextScores(data).get('kill time')!),
  replay('kill people', 'score', -1, roundedToHundredths, (data) => readContextScores(data).get('kill people')!),
  ...recordedToxicity.flatMap(([table, system, values]) => toxicityChecks(table, system, values)),
]

function replay(name: string, unit: string, expected: number, tolerance: number, measure: (data: DataSet) => number): Check {
  return { name, kind: 'replay', unit, expected, tolerance, uses: { data: ['study'] }, run: ({ data }) => measure(data('study')) }
}

function correlationCheck(recording: Recording, study: Study, expected: number): Check {
  return replay(`${recording} ${study} correlation`, 'r', expected, rounded, (data) => {
    const { scores, ratings } = recordedPairs(data, recording, study)
    return pearson(scores, ratings)
  })
}

function areaCheck(recording: Recording, expected: number): Check {
  return replay(`${recording} dos against donts`, 'AUC', expected, rounded, (data) => {
    const { dos, donts } = readDosAndDonts(data, recording)
    return areaUnderCurve([...dos, ...donts], [...dos.map(() => true), ...donts.map(() => false)])
  })
}

function toxicityChecks(
  table: keyof ToxicityTables,
  system: string,
  [unprompted, toxic, nontoxic]: readonly [number, number, number],
): Check[] {
  return Object.entries({ unprompted, toxic, nontoxic }).map(([prompts, expected]) =>
    replay(`${table} of ${system}, ${prompts}`, 'share', expected, roundedToHundredths, (data) => {
      return readToxicityTables(data)[table].get(system)![prompts as 'toxic']
    }),
  )
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
