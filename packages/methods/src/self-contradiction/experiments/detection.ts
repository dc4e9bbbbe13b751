import { bootstrapInterval, type Confusion, countConfusion, f1, precision, recall } from '@offprint/lm'

import type { Block, Experiment, Figure, Figures, Progress, Random, RunContext } from '../../contract.ts'
import { differsInNumbersOrNames } from '../measures/lexical-rule.ts'
import { type JudgedPair, replayDetection } from '../replay.ts'
import { type Row, rowId, rows } from './rows.ts'

/** A row's counts, and the same by entity: the unit of the bootstrap, since the pairs of one text depend on each other. */
type Scored = { readonly id: string; readonly counts: Confusion; readonly byEntity: readonly Confusion[] }

export const detection: Experiment = {
  name: 'detection',
  title: 'Do the recorded verdicts find the contradictions that people tagged?',
  question:
    'Runs the detection over every released sentence pair with the recorded conversations as the model, and compares with the tags. ' +
    'A rule on numbers and names is the baseline; the same verdicts dealt to other pairs are the control, which must fall to chance.',
  kind: 'replay',
  sizes: ['smoke', 'small'],
  uses: { data: ['chatprotect'] },
  run: runDetection,
}

async function* runDetection(_size: string, seed: number, context: RunContext): AsyncGenerator<Progress, Figures> {
  const data = context.data('chatprotect')
  const scored: Scored[] = []
  let own: readonly JudgedPair[] = []
  for (const [done, row] of rows.entries()) {
    yield { done, total: rows.length, unit: 'rows', note: rowId(row) }
    const judged = await replayDetection(data, row.analyst, row.writer, context.signal)
    if (done === 0) own = judged
    scored.push(score(rowId(row), judged, (pair) => pair.detection.contradictory))
  }
  const baseline = score('lexical-rule', own, ({ pair }) => differsInNumbersOrNames(pair))
  const all = [...scored, baseline]
  return {
    seeds: [seed],
    figures: [
      ...all.flatMap((row) => [...countFigures(row), ...shareFigures(row, context.random)]),
      ...shuffledFigures(own, context.random),
      differenceFigure(scored, rows[2], rows[0], context.random),
    ],
    blocks: [tableOf(all)],
  }
}

function score(id: string, judged: readonly JudgedPair[], verdictOf: (pair: JudgedPair) => boolean): Scored {
  const byEntity = Map.groupBy(judged, ({ pair }) => pair.entity)
  const parts = Array.from(byEntity.values(), (pairs) => countConfusion(pairs.map(verdictOf), pairs.map(tagOf)))
  return { id, counts: sumConfusions(parts), byEntity: parts }
}

const tagOf = ({ pair }: JudgedPair): boolean => pair.contradictory

function sumConfusions(parts: readonly Confusion[]): Confusion {
  const sum = (name: keyof Confusion) => parts.reduce((total, part) => total + part[name], 0)
  return {
    truePositives: sum('truePositives'),
    falsePositives: sum('falsePositives'),
    trueNegatives: sum('trueNegatives'),
    falseNegatives: sum('falseNegatives'),
  }
}

function countFigures({ id, counts }: Scored): Figure[] {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = counts
  return Object.entries({ tp, fp, tn, fn }).map(([name, value]) => ({ id: `${id}-${name}`, value, unit: 'pairs', n: tp + fp + tn + fn }))
}

function shareFigures({ id, counts, byEntity }: Scored, random: Random): Figure[] {
  const { truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn } = counts
  const denominators = { precision: tp + fp, recall: tp + fn, f1: tp + fp + tn + fn }
  return Object.entries({ precision, recall, f1 }).map(([name, measure]) => ({
    id: `${id}-${name}`,
    value: measure(counts),
    unit: 'share',
    n: denominators[name as keyof typeof denominators],
    interval: bootstrapInterval(byEntity.length, (units) => measure(sumConfusions(drawn(byEntity, units))), {
      random: random.fork(`${id}-${name}`),
    }),
  }))
}

/** The control: three deals of the same verdicts over the pairs. */
function shuffledFigures(judged: readonly JudgedPair[], random: Random): Figure[] {
  const deals = ['a', 'b', 'c'].map((name) => {
    const verdicts = shuffle(
      judged.map((pair) => pair.detection.contradictory),
      random.fork(`shuffled-${name}`),
    )
    return f1(countConfusion(verdicts, judged.map(tagOf)))
  })
  const mean = deals.reduce((sum, value) => sum + value, 0) / deals.length
  return [{ id: 'shuffled-verdicts-f1', value: mean, unit: 'share', n: judged.length }]
}

/** F1 of one analyst less another's on the same pairs, drawn together. */
function differenceFigure(scored: readonly Scored[], of: Row, less: Row, random: Random): Figure {
  const [a, b] = [of, less].map((row) => scored.find(({ id }) => id === rowId(row))!)
  const difference = (units: Int32Array) => f1(sumConfusions(drawn(a.byEntity, units))) - f1(sumConfusions(drawn(b.byEntity, units)))
  const interval = bootstrapInterval(a.byEntity.length, difference, { random: random.fork('difference') })
  return { id: 'vicuna-less-chatgpt-f1', value: f1(a.counts) - f1(b.counts), unit: 'share', n: a.byEntity.length, interval }
}

function tableOf(all: readonly Scored[]): Block {
  const shares = ({ counts }: Scored) => [precision, recall, f1].map((measure) => Number(measure(counts).toFixed(3)))
  return {
    type: 'table',
    title: 'Verdicts against people’s tags',
    columns: ['analyst on writer', 'TP', 'FP', 'TN', 'FN', 'precision', 'recall', 'F1'].map((name) => ({ name })),
    rows: all.map((row) => [row.id, ...countFigures(row).map((figure) => figure.value), ...shares(row)]),
  }
}

function drawn<T>(values: readonly T[], units: Int32Array): T[] {
  return Array.from(units, (i) => values[i])
}

/** Fisher-Yates. */
function shuffle<T>(values: T[], random: Random): T[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[values[i], values[j]] = [values[j], values[i]]
  }
  return values
}
