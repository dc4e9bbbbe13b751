import { setImmediate } from 'node:timers/promises'

import { bootstrapInterval } from '@offprint/lm'

import type { Experiment, Figure, Figures, Line, Progress, Random, RunContext, Series, Size } from '../contract.ts'
import { trainBpe } from './bpe.ts'
import { randomLexicon, shuffledLexicon } from './control.ts'
import { readUtterances } from './corpora.ts'
import type { Lexicon } from './lexicon.ts'
import { learn, sampleDocuments } from './method.ts'
import { segment, subchunks } from './segmentation.ts'
import { type Counts, f1Of, scoreUtterance, type UtteranceCounts } from './segmentation-scores.ts'

type Utterance = readonly string[]

const sizes = {
  smoke: { epochs: 100, seedCount: 3 },
  small: { epochs: 5000, seedCount: 3 },
  full: { epochs: 5000, seedCount: 10 },
} as const satisfies Record<Size, { epochs: number; seedCount: number }>

/** The released demonstration: 400 documents of 200 utterances, and matches of at most 10 characters when it is scored. */
const released = { documents: 400, documentSize: 200, matchLength: 10, testShare: 0.1 }

export const segmentationExperiment: Experiment = {
  name: 'segmentation',
  title: 'Words found in speech to children without spaces',
  question:
    'Does LiB, reading the Bernstein-Ratner utterances without their spaces, find the word borders as the released notebook does? Scored as ' +
    'there (on utterances that are also read, ends counted) and on utterances held out. Beside it byte pair encoding with as many units. ' +
    'Must fail: as many units of the same lengths cut at random.',
  kind: 'miniature',
  sizes: ['smoke', 'small', 'full'],
  uses: { data: ['utterances'] },
  run,
}

/** Counts by utterance for each arm, over all seeds. */
type Arms = Record<'released' | 'heldOut' | 'randomUnits' | 'shuffledRanks' | 'bpe', UtteranceCounts[]>

async function* run(size: Size, seed: number, context: RunContext): AsyncGenerator<Progress, Figures> {
  const { epochs, seedCount } = sizes[size]
  const utterances = readUtterances(context.data('utterances').text('br-text.txt'))
  const seeds = Array.from({ length: seedCount }, (_, i) => seed + i)
  const arms: Arms = { released: [], heldOut: [], randomUnits: [], shuffledRanks: [], bpe: [] }
  const sizesReached: number[] = []
  const curve: Line[] = []
  for (const [i, seedNow] of seeds.entries()) {
    const random = context.random.fork(`seed ${seedNow}`)
    const { test, rest } = split(utterances, random)
    const progress = { from: 2 * i * epochs, total: 2 * seedCount * epochs, epochs, signal: context.signal }
    const line = yield* learnCurve(utterances, test, random, progress, `seed ${seedNow}`, curve)
    sizesReached.push(line.lexicon.size)
    curve.push(line.line)
    scoreArms(arms, line.lexicon, utterances, test, random)
    const apart = yield* learnCurve(rest, test, random, { ...progress, from: (2 * i + 1) * epochs }, `seed ${seedNow}, held out`, curve)
    arms.heldOut.push(...score(apart.lexicon, test))
  }
  return { figures: figuresOf(arms, sizesReached, epochs, context.random.fork('bootstrap')), seeds, series: [curveSeries(curve)] }
}

function split(utterances: readonly Utterance[], random: Random): { test: Utterance[]; rest: Utterance[] } {
  const test: Utterance[] = []
  const rest: Utterance[] = []
  for (const utterance of utterances) (random.next() < released.testShare ? test : rest).push(utterance)
  return { test, rest }
}

type Stretch = { readonly from: number; readonly total: number; readonly epochs: number; readonly signal: AbortSignal }

/** Learns from `read` and follows boundary F1 on `test`. */
async function* learnCurve(
  read: readonly Utterance[],
  test: readonly Utterance[],
  random: Random,
  { from, total, epochs, signal }: Stretch,
  name: string,
  earlier: readonly Line[],
): AsyncGenerator<Progress, { lexicon: Lexicon; line: Line }> {
  const draws = random.fork(name)
  const documents = sampleDocuments(
    read.map((words) => words.join('')),
    released.documents,
    released.documentSize,
    draws,
  )
  const points: [number, number][] = []
  const every = Math.max(50, epochs / 50)
  let epoch = 0
  let lexicon: Lexicon | undefined
  for (const learner of learn(documents, epochs, draws)) {
    lexicon = learner.lexicon
    epoch++
    if (epoch % every !== 0) continue
    points.push([epoch, f1Of(score(lexicon, test).map((counts) => counts.boundary))])
    yield {
      done: from + epoch,
      total,
      unit: 'epochs',
      note: `${name}: ${lexicon.size} units`,
      series: curveSeries([...earlier, { name, points }]),
    }
    await setImmediate()
    signal.throwIfAborted()
  }
  if (!lexicon) throw new RangeError('epochs must be at least 1')
  return { lexicon, line: { name, points } }
}

function scoreArms(arms: Arms, lexicon: Lexicon, utterances: readonly Utterance[], test: readonly Utterance[], random: Random): void {
  const texts = utterances.map((words) => words.join(''))
  const bpe = trainBpe('byte pair encoding', texts, lexicon.size, (sentence) => [sentence])
  arms.released.push(...score(lexicon, test))
  arms.randomUnits.push(...score(randomLexicon(lexicon, texts, random.fork('random units')), test))
  arms.shuffledRanks.push(...score(shuffledLexicon(lexicon, random.fork('shuffled ranks')), test))
  arms.bpe.push(...test.map((words) => scoreUtterance(words, bpe.segment(words.join('')))))
}

function score(lexicon: Lexicon, test: readonly Utterance[]): UtteranceCounts[] {
  return test.map((words) => {
    const chunks = segment(lexicon, words.join(''), released.matchLength).flatMap((chunk) => subchunks(lexicon, chunk))
    return scoreUtterance(
      words,
      chunks.map((chunk) => chunk.text),
    )
  })
}

function figuresOf(arms: Arms, sizesReached: readonly number[], epochs: number, random: Random): Figure[] {
  const f1 = (id: string, counts: readonly UtteranceCounts[], pick: (counts: UtteranceCounts) => Counts): Figure => {
    const picked = counts.map(pick)
    const statistic = (indices: Int32Array) => f1Of(picked, indices)
    return {
      id,
      value: f1Of(picked),
      unit: 'share',
      n: picked.length,
      interval: bootstrapInterval(picked.length, statistic, { random: random.fork(id), resamples: 1000 }),
    }
  }
  return [
    f1('boundary-f1', arms.released, (counts) => counts.boundary),
    f1('chunk-f1', arms.released, (counts) => counts.word),
    f1('inner-boundary-f1', arms.released, (counts) => counts.inner),
    f1('held-out-boundary-f1', arms.heldOut, (counts) => counts.boundary),
    f1('held-out-chunk-f1', arms.heldOut, (counts) => counts.word),
    f1('random-units-boundary-f1', arms.randomUnits, (counts) => counts.boundary),
    f1('shuffled-ranks-boundary-f1', arms.shuffledRanks, (counts) => counts.boundary),
    f1('bpe-boundary-f1', arms.bpe, (counts) => counts.boundary),
    { id: 'lexicon-size', value: mean(sizesReached), unit: 'units', n: sizesReached.length },
    { id: 'epochs', value: epochs, unit: 'epochs', n: sizesReached.length },
  ]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function curveSeries(lines: readonly Line[]): Series {
  return {
    id: 'boundary-f1',
    title: 'Boundary F1 while learning',
    x: { label: 'epoch', unit: 'documents' },
    y: { label: 'boundary F1', unit: 'share' },
    lines,
  }
}
