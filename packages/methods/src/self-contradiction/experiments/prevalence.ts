import { bootstrapInterval } from '@offprint/lm'

import type { DataSet, Experiment, Figure, Figures, Progress, Random, RunContext } from '../../contract.ts'
import { countContradictoryPlaces, countSentences, type SentenceCount, sumSentences } from '../measures/prevalence.ts'
import { entityKey, type Writer } from '../released/entities.ts'
import { readPairs, type TaggedPair } from '../released/pairs.ts'
import { readRound } from '../released/revisions.ts'
import { writers } from './rows.ts'

export const prevalence: Experiment = {
  name: 'prevalence',
  title: 'How often do models contradict themselves, on famous and on lesser-known topics?',
  question:
    'Counts the sentences that people tagged as contradicting an alternative of the same model, for the 15 more and the 15 less popular ' +
    'of the 30 topics. The control is a popularity dealt at random: its two halves must not differ.',
  kind: 'replay',
  sizes: ['smoke', 'small'],
  uses: { data: ['chatprotect'] },
  run: runPrevalence,
}

async function* runPrevalence(_size: string, seed: number, context: RunContext): AsyncGenerator<Progress, Figures> {
  const data = context.data('chatprotect')
  const popular = entitiesByPopularity(data)
  const figures: Figure[] = []
  for (const [done, writer] of writers.entries()) {
    yield { done, total: writers.length, unit: 'writers', note: writer }
    const pairs = readPairs(data, writer)
    const counts = countSentences(pairs)
    const random = context.random.fork(writer)
    const [famous, lesser] = halves(popular, counts)
    figures.push(
      shareFigure(`${writer}-share`, [...counts.values()], random),
      shareFigure(`${writer}-famous-share`, famous, random),
      shareFigure(`${writer}-lesser-known-share`, lesser, random),
      gapFigure(`${writer}-lesser-less-famous`, famous, lesser, random),
      gapFigure(`${writer}-control-less-control`, ...halves(shuffled(popular, random.fork('control')), counts), random),
    )
    if (writer === 'chatgpt') figures.push(...chatgptFigures(data, pairs))
  }
  return { seeds: [seed], figures }
}

/** Keys of the 30 entities, the most popular first. */
function entitiesByPopularity(data: DataSet): string[] {
  const names = data.text('test/test/entities_by_popularity.txt').split('\n')
  return names.filter((name) => name.trim() !== '').map((name) => entityKey(name.trim()))
}

function halves(popular: readonly string[], counts: ReadonlyMap<string, SentenceCount>): [SentenceCount[], SentenceCount[]] {
  const middle = popular.length / 2
  const known = popular.map((entity) => counts.get(entity) ?? { sentences: 0, contradictory: 0 })
  return [known.slice(0, middle), known.slice(middle)]
}

const share = (counts: readonly SentenceCount[]): number => {
  const { contradictory, sentences } = sumSentences(counts)
  return contradictory / sentences
}

function shareFigure(id: string, counts: readonly SentenceCount[], random: Random): Figure {
  const interval = bootstrapInterval(counts.length, (units) => share(Array.from(units, (i) => counts[i])), { random: random.fork(id) })
  return { id, value: share(counts), unit: 'share', n: sumSentences(counts).sentences, interval }
}

/** The second half's share less the first's; the entities of each half are drawn again, together. */
function gapFigure(id: string, first: readonly SentenceCount[], second: readonly SentenceCount[], random: Random): Figure {
  const gap = (units: Int32Array) => share(Array.from(units, (i) => second[i])) - share(Array.from(units, (i) => first[i]))
  const interval = bootstrapInterval(first.length, gap, { random: random.fork(id) })
  return { id, value: share(second) - share(first), unit: 'share', n: first.length + second.length, interval }
}

/** The two shares of the later abstract: of all of ChatGPT's sentences, and of its contradictions those that the web does not settle. */
function chatgptFigures(data: DataSet, pairs: readonly TaggedPair[]): Figure[] {
  const sentences = readRound(data, 'm2').reduce((sum, text) => sum + text.sentences.length, 0)
  const contradictions = pairs.filter((pair) => pair.contradictory && !pair.fromRevision).length
  return [
    { id: 'chatgpt-share-of-all', value: countContradictoryPlaces(pairs) / sentences, unit: 'share', n: sentences },
    { id: 'chatgpt-unverifiable', value: countUnverifiable(data, 'chatgpt') / contradictions, unit: 'share', n: contradictions },
  ]
}

/** Contradictory pairs of which people found no online text that says which sentence is true. */
export function countUnverifiable(data: DataSet, writer: Writer): number {
  const name = writer.split('-')[0]
  const annotated = JSON.parse(data.text(`annotations/verifiable_sc/reconciled-not-verified-${name}-nver.json`)) as { label: string[] }[]
  return annotated.filter(({ label }) => label.includes('not verified')).length
}

function shuffled(values: readonly string[], random: Random): string[] {
  const keyed = values.map((value) => ({ value, at: random.next() }))
  return keyed.toSorted((a, b) => a.at - b.at).map(({ value }) => value)
}
