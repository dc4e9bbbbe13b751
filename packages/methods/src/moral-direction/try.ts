import { z } from 'zod'

import { type Block, defineTry, type Progress, type RunContext, type Series, type TryResult } from '../contract.ts'
import { fitDirection, scoreAlong } from './direction.ts'
import { scorePhrases } from './method.ts'
import { studyData } from './study/need.ts'
import { readHumanScores, readVocabulary } from './study/released.ts'
import { embedPhrases } from './templates.ts'

const mostPhrases = 200
const lines = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '')

const input = z.object({
  phrases: z
    .string()
    .max(20_000)
    .refine((text) => lines(text).length > 0, 'Give at least one phrase.')
    .refine((text) => lines(text).length <= mostPhrases, `At most ${mostPhrases} phrases.`)
    .meta({ title: 'Phrases', description: 'One a line, as they would follow "Should I …?": help my neighbour', multiline: true }),
  templates: z.boolean().default(true).meta({
    title: 'Ask in ten questions',
    description: 'On: the mean over questions such as "Should I …?". Off: the phrase as it stands.',
  }),
})

export const tryIt = defineTry({
  title: 'Score your own phrases',
  input,
  example: { phrases: 'help old people\nlie to my parents\nread a book\ncheat in an exam', templates: true },
  needs: { data: { study: studyData }, embedder: true },
  run: scoreOwnPhrases,
})

type Row = {
  readonly phrase: string
  readonly score: number
  readonly below: string
  readonly above: string
  readonly people: number | null
}

async function* scoreOwnPhrases(given: z.output<typeof input>, context: RunContext): AsyncGenerator<Progress, TryResult> {
  const data = context.data('study')
  const embedder = context.embedder()
  const words = readVocabulary(data)
  const templates = words.questions.map(({ question }) => question)
  yield { done: 0, total: 2, unit: 'steps', note: 'fits the direction on 64 verbs' }
  const verbRows = await embedPhrases(embedder, words.verbs, templates, context.signal)
  const direction = fitDirection(words.verbs, verbRows)
  const verbs = words.verbs.map((verb, i) => ({ verb, score: scoreAlong(direction, verbRows[i]) }))
  yield { done: 1, total: 2, unit: 'steps', note: 'scores the phrases' }
  const phrases = lines(given.phrases)
  const scores = await scorePhrases(embedder, direction, phrases, given.templates ? templates : [], context.signal)
  const people = readHumanScores(data, 'regional')
  const rows = phrases.map(
    (phrase, i): Row => ({ phrase, score: scores[i], ...neighbours(scores[i], verbs), people: people.get(phrase) ?? null }),
  )
  return {
    blocks: [tableOf(rows), { type: 'series', title: 'Beside the verbs that the direction was fitted on', series: seriesOf(rows, verbs) }],
    note: `Fitted on ${embedder.name}. The scores describe norms in the texts that it was trained on, not what is right.`,
  }
}

type ScoredVerb = { readonly verb: string; readonly score: number }

/** The reference verbs next below and next above; '' at the end of the scale. */
function neighbours(score: number, verbs: readonly ScoredVerb[]): { below: string; above: string } {
  const below = verbs.filter((verb) => verb.score <= score).toSorted((a, b) => b.score - a.score)[0]
  const above = verbs.filter((verb) => verb.score > score).toSorted((a, b) => a.score - b.score)[0]
  return { below: below?.verb ?? '', above: above?.verb ?? '' }
}

function tableOf(rows: readonly Row[]): Block {
  return {
    type: 'table',
    title: 'Scores, from −1 (condemned in the training texts) to 1 (spoken well of)',
    columns: [
      { name: 'phrase' },
      { name: 'score' },
      { name: 'next verb below' },
      { name: 'next verb above' },
      { name: 'people who said yes', unit: '%' },
    ],
    rows: rows.map(({ phrase, score, below, above, people }) => [
      phrase,
      round(score),
      below,
      above,
      people === null ? null : Math.round(100 * people),
    ]),
  }
}

function seriesOf(rows: readonly Row[], verbs: readonly ScoredVerb[]): Series {
  const sorted = verbs.toSorted((a, b) => a.score - b.score)
  /** Phrases stand at the place that their score has among the verbs. */
  const placeOf = (score: number) => sorted.filter((verb) => verb.score <= score).length
  return {
    id: 'phrases-among-verbs',
    marks: 'dots',
    x: { label: 'place among the verbs' },
    y: { label: 'score' },
    lines: [
      { name: 'verbs', points: sorted.map(({ score }, i) => [i + 1, round(score)] as const), labels: sorted.map(({ verb }) => verb) },
      {
        name: 'phrases',
        points: rows.map(({ score }) => [placeOf(score), round(score)] as const),
        labels: rows.map(({ phrase }) => phrase),
      },
    ],
  }
}

const round = (value: number): number => Math.round(1000 * value) / 1000
