import { countConfusion, f1, precision, recall } from '@offprint/lm'

import type { Check, DataSet, RunContext } from '../../contract.ts'
import { contradictorySentences, countContradictions, total } from '../measures/contradictions.ts'
import { countContradictoryPlaces, countSentences, sumSentences } from '../measures/prevalence.ts'
import type { Writer } from '../released/entities.ts'
import { readPairs } from '../released/pairs.ts'
import { readDescriptions, readRevised, readRound, type Stage } from '../released/revisions.ts'
import { replayDetection } from '../replay.ts'
import { countUnverifiable } from './prevalence.ts'
import { countEqualTexts } from './revision.ts'
import { type Row, rowId, rows } from './rows.ts'

const uses = { data: ['chatprotect'] }
/** Shares are given to a tenth of a per cent. */
const rounded = 0.0005

type Counts = { readonly tp: number; readonly fp: number; readonly tn: number; readonly fn: number }

/** TP, FP, TN, FN and precision, recall, F1 of each row, as recomputed from the released runs before this code was written. */
const recordedRows: readonly (readonly [Counts, readonly [number, number, number]])[] = [
  [{ tp: 149, fp: 28, tn: 1194, fn: 30 }, [0.842, 0.832, 0.837]],
  [{ tp: 147, fp: 14, tn: 1208, fn: 32 }, [0.913, 0.821, 0.865]],
  [{ tp: 45, fp: 5, tn: 1217, fn: 134 }, [0.9, 0.251, 0.393]],
  [{ tp: 165, fp: 41, tn: 1486, fn: 42 }, [0.801, 0.797, 0.799]],
  [{ tp: 154, fp: 53, tn: 825, fn: 31 }, [0.744, 0.832, 0.786]],
  [{ tp: 210, fp: 78, tn: 1454, fn: 26 }, [0.729, 0.89, 0.802]],
]

const countNames = [
  ['tp', 'truePositives'],
  ['fp', 'falsePositives'],
  ['tn', 'trueNegatives'],
  ['fn', 'falseNegatives'],
] as const

export const checks: readonly Check[] = [
  ...rows.flatMap((row, i) => rowChecks(row, ...recordedRows[i])),
  ...removalChecks(),
  ...prevalenceChecks(),
  replay(
    'revised texts of three rounds equal to the released ones',
    'texts',
    270,
    0,
    async ({ data, signal }) => (await countEqualTexts(data, signal)).equal,
  ),
]

type Replay = { readonly data: DataSet; readonly signal: AbortSignal }

function replay(
  name: string,
  unit: string,
  expected: number,
  tolerance: number,
  run: (context: Replay) => Promise<number> | number,
): Check {
  const withData = (context: RunContext) => run({ data: context.data('chatprotect'), signal: context.signal })
  return { name, kind: 'replay', unit, expected, tolerance, uses, run: withData }
}

function rowChecks(row: Row, counts: Counts, [p, r, f]: readonly [number, number, number]): Check[] {
  const confusion = async ({ data, signal }: Replay) => {
    const judged = await replayDetection(data, row.analyst, row.writer, signal)
    return countConfusion(
      judged.map(({ detection }) => detection.contradictory),
      judged.map(({ pair }) => pair.contradictory),
    )
  }
  const shares = [
    ['precision', precision, p],
    ['recall', recall, r],
    ['F1', f1, f],
  ] as const
  return [
    ...countNames.map(([short, name]) =>
      replay(`${rowId(row)} ${short.toUpperCase()}`, 'pairs', counts[short], 0, async (context) => (await confusion(context))[name]),
    ),
    ...shares.map(([name, measure, expected]) =>
      replay(`${rowId(row)} ${name}`, 'share', expected, rounded, async (context) => measure(await confusion(context))),
    ),
  ]
}

function removalChecks(): Check[] {
  const left = (writer: Writer, stage: Stage | 'written', expected: number) =>
    replay(`${writer} contradictions ${stage === 'written' ? 'as written' : `at ${stage}`}`, 'sentences', expected, 0, ({ data }) => {
      const texts = stage === 'written' ? readDescriptions(data, writer) : readRevised(data, writer, stage)
      return total(countContradictions(texts, contradictorySentences(readPairs(data, writer))))
    })
  return [
    left('chatgpt', 'written', 154),
    left('chatgpt', 'm1', 8),
    left('chatgpt', 'm2', 47),
    left('chatgpt', 'm3', 39),
    left('chatgpt', 'm4', 37),
    left('chatgpt', 'm5', 16),
    left('gpt4', 'written', 178),
    left('gpt4', 'm5', 42),
    left('vicuna-13b-1.1', 'written', 151),
    left('vicuna-13b-1.1', 'm5', 26),
    left('llama-2-70b-chat', 'written', 205),
    left('llama-2-70b-chat', 'm5', 32),
  ]
}

function prevalenceChecks(): Check[] {
  const share = (writer: Writer, expected: number) =>
    replay(`${writer} share of checked sentences that contradict`, 'share', expected, rounded, ({ data }) => {
      const { contradictory, sentences } = sumSentences(countSentences(readPairs(data, writer)).values())
      return contradictory / sentences
    })
  return [
    share('chatgpt', 0.184),
    share('gpt4', 0.166),
    share('vicuna-13b-1.1', 0.241),
    share('llama-2-70b-chat', 0.193),
    replay('chatgpt share of all sentences that contradict', 'share', 0.177, rounded, ({ data }) => {
      const sentences = readRound(data, 'm2').reduce((sum, text) => sum + text.sentences.length, 0)
      return countContradictoryPlaces(readPairs(data, 'chatgpt')) / sentences
    }),
    replay('chatgpt contradictions that no online text settles', 'pairs', 64, 0, ({ data }) => countUnverifiable(data, 'chatgpt')),
  ]
}
