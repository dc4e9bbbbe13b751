import { areaUnderCurve, type Embedder, pearson, quantile } from '@offprint/lm'

import type { DataSet, Experiment, Figure, Figures, Progress, Random, RunContext, Size } from '../../contract.ts'
import { along, type Direction, fitDirection, meanDifference, scoreAlong } from '../direction.ts'
import { scoreByAnswers } from '../method.ts'
import { normalized, principalComponents } from '../principal-components.ts'
import { correlationFigure, gainFigure, pairUp, rankFigure } from '../study/agreement.ts'
import { everydayVerbs } from '../study/everyday-verbs.ts'
import { readHumanScores, readRecordedScores, readVocabulary, type Study, studies, type Vocabulary } from '../study/released.ts'
import { centreWithinVerbs, verbOf } from '../study/within-verbs.ts'
import { embedPhrases } from '../templates.ts'
import { scatter } from './recorded-scores.ts'

export const direction: Experiment = {
  name: 'direction',
  title: 'Does a small sentence encoder have such a direction?',
  question:
    'Fits the direction on the encoder at hand and correlates its scores of the study’s actions with people’s ratings. Controls that must fail: ' +
    'random directions in the same space, directions fitted on everyday verbs, and ratings dealt to other actions. Beside it: the difference of ' +
    'the means of the hand-picked halves, a fit without the study’s verbs, and cosines with yes and no.',
  kind: 'miniature',
  sizes: ['smoke', 'small'],
  uses: { data: ['study'], embedder: true },
  run: runDirection,
}

/** Draws of each control. */
const draws = { smoke: { random: 200, everyday: 10 }, small: { random: 1000, everyday: 50 }, full: { random: 1000, everyday: 50 } } as const

/** The embedded study: phrases in templates and as they stand, and people's ratings of the actions. */
type Embedded = {
  readonly words: Vocabulary
  readonly actions: readonly string[]
  readonly verbRows: readonly Float64Array[]
  readonly actionRows: readonly Float64Array[]
  readonly bareRows: readonly Float64Array[]
  readonly ratings: Readonly<Record<Study, readonly number[]>>
}

async function* runDirection(size: Size, seed: number, context: RunContext): AsyncGenerator<Progress, Figures> {
  const step = (done: number, note: string): Progress => ({ done, total: 5, unit: 'steps', note })
  const embedder = context.embedder()
  const seeds = [seed, seed + 1, seed + 2]
  yield step(0, `embeds the study with ${embedder.name}`)
  const study = await embedStudy(embedder, context.data('study'), context.signal)
  yield step(1, 'fits the direction')
  const fitted = fitDirection(study.words.verbs, study.verbRows)
  const figures = [...mainFigures(study, fitted, context.random), ...rivalFigures(study, fitted, context.random)]
  yield step(2, 'asks yes and no')
  figures.push(...(await answerFigures(embedder, study, context)))
  yield step(3, 'embeds everyday verbs')
  const everyday = await embedPhrases(embedder, everydayVerbs, templatesOf(study.words), context.signal)
  yield step(4, 'draws the controls')
  figures.push(...controlFigures(study, fitted, everyday, seeds, draws[size], context.random))
  figures.push(...(await separation(embedder, study, fitted, context.signal)))
  return { seeds, figures, series: studies.map((group) => scatter(group, scoredBy(study, fitted, group))) }
}

const templatesOf = ({ questions }: Vocabulary): string[] => questions.map(({ question }) => question)

async function embedStudy(embedder: Embedder, data: DataSet, signal: AbortSignal): Promise<Embedded> {
  const words = readVocabulary(data)
  const templates = templatesOf(words)
  // The 113 actions that the authors scored too, so that both experiments speak about the same ones.
  const { actions } = pairUp(readRecordedScores(data, 'BERT_subspace_qt'), readHumanScores(data, 'regional'))
  const ratingsOf = (study: Study) => {
    const ratings = readHumanScores(data, study)
    return actions.map((action) => ratings.get(action)!)
  }
  return {
    words,
    actions,
    verbRows: await embedPhrases(embedder, words.verbs, templates, signal),
    actionRows: await embedPhrases(embedder, actions, templates, signal),
    bareRows: await embedPhrases(embedder, actions, [], signal),
    ratings: { regional: ratingsOf('regional'), globalAMT: ratingsOf('globalAMT') },
  }
}

const scoresOf = (fitted: Direction, rows: readonly Float64Array[]): number[] => rows.map((row) => scoreAlong(fitted, row))

function scoredBy({ actions, actionRows, ratings }: Embedded, fitted: Direction, study: Study) {
  return { actions, scores: scoresOf(fitted, actionRows), ratings: ratings[study] }
}

/** r with people, in templates and without, inside verbs, and what the axis explains. */
function mainFigures(study: Embedded, fitted: Direction, random: Random): Figure[] {
  const bare = scoresOf(fitted, study.bareRows)
  const perStudy = studies.flatMap((group) => {
    const paired = scoredBy(study, fitted, group)
    return [
      correlationFigure(`${group}-r`, paired, random),
      rankFigure(`${group}-rho`, paired),
      correlationFigure(`${group}-without-templates-r`, { scores: bare, ratings: paired.ratings }, random),
    ]
  })
  const scores = centreWithinVerbs(study.actions, scoresOf(fitted, study.actionRows))
  const ratings = centreWithinVerbs(study.actions, study.ratings.regional)
  const explained: Figure = { id: 'explained-variance', value: fitted.explained, unit: 'share', n: study.words.verbs.length }
  return [...perStudy, correlationFigure('within-verbs-r', { scores: scores.values, ratings: ratings.values }, random), explained]
}

/** The mean difference of the halves, the fit without the study's verbs, and the fit on the contextual verbs alone. */
function rivalFigures(study: Embedded, fitted: Direction, random: Random): Figure[] {
  const { words, verbRows, actionRows, ratings } = study
  const [positive, negative] = [verbRows.slice(0, words.positive.length), verbRows.slice(words.positive.length, -words.contextual.length)]
  const difference = scoresOf(meanDifference(positive, negative), actionRows)
  const studied = new Set(study.actions.map(verbOf))
  const unseen = [...words.verbs.keys()].filter((i) => words.verbs[i] === 'kill' || !studied.has(words.verbs[i]))
  const refitted = fitDirection(
    unseen.map((i) => words.verbs[i]),
    unseen.map((i) => verbRows[i]),
  )
  return [
    correlationFigure('mean-difference-r', { scores: difference, ratings: ratings.regional }, random),
    gainFigure('gain-over-mean-difference', scoresOf(fitted, actionRows), difference, ratings.regional, random),
    correlationFigure('refitted-r', { scores: scoresOf(refitted, actionRows), ratings: ratings.regional }, random),
    { id: 'refitted-verbs', value: unseen.length, unit: 'verbs', n: words.verbs.length },
  ]
}

async function answerFigures(embedder: Embedder, { actions, words, ratings }: Embedded, { signal, random }: RunContext): Promise<Figure[]> {
  const scores = await scoreByAnswers(embedder, actions, words.questions, signal)
  return studies.map((group) => correlationFigure(`yes-no-cosine-${group}-r`, { scores, ratings: ratings[group] }, random))
}

/** What agrees with people by chance: the absolute r of controls, their sign being arbitrary. */
function controlFigures(
  study: Embedded,
  fitted: Direction,
  everyday: readonly Float64Array[],
  seeds: readonly number[],
  count: { readonly random: number; readonly everyday: number },
  random: Random,
): Figure[] {
  const agreement = (one: Direction) => Math.abs(pearson(scoresOf(one, study.actionRows), study.ratings.regional))
  const repeat = (name: string, times: number, draw: (random: Random) => number) =>
    seeds.flatMap((seed) => {
      const source = random.fork(`${name} ${seed}`)
      return Array.from({ length: times }, () => draw(source))
    })
  const scores = scoresOf(fitted, study.actionRows)
  const dimension = fitted.axis.length
  const contextual = study.verbRows.slice(-study.words.contextual.length)
  return [
    ...spread(
      'random-directions',
      repeat('random directions', count.random, (source) => agreement(along(gaussian(dimension, source), study.verbRows))),
    ),
    ...spread(
      'everyday-verbs',
      repeat('everyday verbs', count.everyday, (source) => agreement(firstAxis(shuffled(everyday, source).slice(0, 64)))),
    ),
    ...spread(
      'shuffled-ratings',
      repeat('shuffled ratings', count.random, (source) => Math.abs(pearson(scores, shuffled(study.ratings.regional, source)))),
    ),
    { id: 'contextual-verbs-r', value: agreement(firstAxis(contextual)), unit: 'r', n: contextual.length },
  ]
}

/** A first principal component without a sign. */
function firstAxis(rows: readonly Float64Array[]): Direction {
  return along(principalComponents(rows, 1).axes[0], rows)
}

function spread(name: string, values: readonly number[]): Figure[] {
  const sorted = values.toSorted((a, b) => a - b)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const figure = (id: string, value: number): Figure => ({ id: `${name}-${id}`, value, unit: 'r', n: values.length })
  return [figure('mean', mean), figure('p95', quantile(sorted, 0.95)), figure('max', sorted.at(-1)!)]
}

/** Words for what one does against words for what one does not, and the same verb with another object. */
async function separation(embedder: Embedder, { words }: Embedded, fitted: Direction, signal: AbortSignal): Promise<Figure[]> {
  const phrases = [...words.dos, ...words.donts, 'kill time', 'kill people']
  const scores = scoresOf(fitted, await embedPhrases(embedder, phrases, templatesOf(words), signal))
  const labels = [...words.dos.map(() => true), ...words.donts.map(() => false)]
  return [
    { id: 'dos-auc', value: areaUnderCurve(scores.slice(0, labels.length), labels), unit: 'AUC', n: labels.length },
    { id: 'kill-time', value: scores.at(-2)!, unit: 'score', n: 1 },
    { id: 'kill-people', value: scores.at(-1)!, unit: 'score', n: 1 },
  ]
}

/** A direction uniform on the sphere: independent normal coordinates (Box and Muller 1958). */
function gaussian(dimension: number, random: Random): Float64Array {
  const draw = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  return normalized(Float64Array.from({ length: dimension }, draw))
}

function shuffled<T>(values: readonly T[], random: Random): T[] {
  const keyed = values.map((value) => ({ value, at: random.next() }))
  return keyed.toSorted((a, b) => a.at - b.at).map(({ value }) => value)
}
