import { bootstrapInterval } from '@offprint/lm'

import type { DataSet, Experiment, Figure, Figures, Progress, Random, RunContext, Series } from '../../contract.ts'
import { contradictorySentences, countContradictions, total } from '../measures/contradictions.ts'
import { countAgreement } from '../measures/decision-agreement.ts'
import { countFactsKept, type FactCount } from '../measures/facts-kept.ts'
import type { Writer } from '../released/entities.ts'
import { readPairs } from '../released/pairs.ts'
import { readDescriptions, readRevised, readRound, stages } from '../released/revisions.ts'
import { replayDetection, replayRevision } from '../replay.ts'
import { fluencyFigures } from './fluency-figures.ts'
import { writers } from './rows.ts'

export const revision: Experiment = {
  name: 'revision',
  title: 'Does revising take the contradictions out and leave the facts in?',
  question:
    'Joins the recorded revisions through our own rounds, counts the tagged contradictions that remain, the consistent facts that are still ' +
    'stated and the fluency of the text. The baseline drops every flagged sentence; dropping nothing is the control, which removes none.',
  kind: 'replay',
  sizes: ['smoke', 'small'],
  uses: { data: ['chatprotect'] },
  run: runRevision,
}

async function* runRevision(_size: string, seed: number, context: RunContext): AsyncGenerator<Progress, Figures> {
  const data = context.data('chatprotect')
  const steps = [...writers, 'texts', 'fluency']
  const figures: Figure[] = []
  for (const [done, writer] of writers.entries()) {
    yield { done, total: steps.length, unit: 'steps', note: writer }
    figures.push(...removalFigures(data, writer, context.random.fork(writer)), ...factFigures(data, writer, context.random.fork(writer)))
  }
  yield { done: writers.length, total: steps.length, unit: 'steps', note: 'texts' }
  figures.push(...(await textFigures(data, context.signal)))
  yield { done: writers.length + 1, total: steps.length, unit: 'steps', note: 'fluency' }
  figures.push(...fluencyFigures(data, context.random.fork('fluency')))
  return { seeds: [seed], figures, series: [stageSeries(data)] }
}

/** Tagged contradictions in the texts as written and at the end, and the share that is gone. */
function removalFigures(data: DataSet, writer: Writer, random: Random): Figure[] {
  const sentences = contradictorySentences(readPairs(data, writer))
  const before = countContradictions(readDescriptions(data, writer), sentences)
  const after = countContradictions(readRevised(data, writer, 'm5'), sentences)
  const entities = [...before.keys()]
  const removed = (names: readonly string[]) => 1 - sum(names, after) / sum(names, before)
  const interval = bootstrapInterval(entities.length, (units) => removed(Array.from(units, (i) => entities[i])), {
    random: random.fork('removed'),
  })
  const n = total(before)
  return [
    { id: `${writer}-contradictions-before`, value: n, unit: 'sentences', n: 90 },
    { id: `${writer}-contradictions-after`, value: total(after), unit: 'sentences', n: 90 },
    { id: `${writer}-removed`, value: removed(entities), unit: 'share', n, interval },
  ]
}

const sum = (names: readonly string[], counts: ReadonlyMap<string, number>): number =>
  names.reduce((total, name) => total + (counts.get(name) ?? 0), 0)

/** Consistent facts still stated after revision and after dropping, and the paired difference. GPT-4's dropped texts were not released. */
function factFigures(data: DataSet, writer: Writer, random: Random): Figure[] {
  const pairs = readPairs(data, writer)
  const revised = countFactsKept(pairs, readRevised(data, writer, 'm5'))
  const figures = [keptFigure(`${writer}-facts-kept`, revised, random)]
  const dropped = countFactsKept(pairs, readRevised(data, writer, 'm1'))
  if (dropped.size === 0) return figures
  const entities = [...revised.keys()]
  const gain = (names: readonly string[]) => keptShare(names, revised) - keptShare(names, dropped)
  const interval = bootstrapInterval(entities.length, (units) => gain(Array.from(units, (i) => entities[i])), {
    random: random.fork('gain'),
  })
  const n = entities.reduce((facts, name) => facts + revised.get(name)!.facts, 0)
  return [
    ...figures,
    keptFigure(`${writer}-facts-kept-by-dropping`, dropped, random),
    { id: `${writer}-facts-gained`, value: gain(entities), unit: 'share', n, interval },
  ]
}

function keptFigure(id: string, counts: ReadonlyMap<string, FactCount>, random: Random): Figure {
  const entities = [...counts.keys()]
  const interval = bootstrapInterval(
    entities.length,
    (units) =>
      keptShare(
        Array.from(units, (i) => entities[i]),
        counts,
      ),
    { random: random.fork(id) },
  )
  const n = counts.values().reduce((facts, count) => facts + count.facts, 0)
  return { id, value: keptShare(entities, counts), unit: 'share', n, interval }
}

function keptShare(names: readonly string[], counts: ReadonlyMap<string, FactCount>): number {
  const known = names.map((name) => counts.get(name)!)
  return known.reduce((kept, count) => kept + count.kept, 0) / known.reduce((facts, count) => facts + count.facts, 0)
}

/** Our revision against the released texts, text by text, and our rule against the recorded decisions. */
async function textFigures(data: DataSet, signal: AbortSignal): Promise<Figure[]> {
  const { equal, texts } = await countEqualTexts(data, signal)
  const { agreed, sentences } = countAgreement(await replayDetection(data, 'chatgpt', 'chatgpt', signal), readRound(data, 'm2'))
  return [
    { id: 'texts-equal', value: equal / texts, unit: 'share', n: texts },
    { id: 'decisions-agreed', value: agreed / sentences, unit: 'share', n: sentences },
  ]
}

/** Texts of the three rounds that our revision of the recorded answers gives to the letter. */
export async function countEqualTexts(data: DataSet, signal?: AbortSignal): Promise<{ equal: number; texts: number }> {
  let equal = 0
  let texts = 0
  for (const round of ['m2', 'm3', 'm4'] as const) {
    const released = new Map(readRevised(data, 'chatgpt', round).map(({ id, text }) => [id, text]))
    const replayed = await replayRevision(data, round, signal)
    equal += replayed.filter(({ id, text }) => released.get(id) === text).length
    texts += replayed.length
  }
  return { equal, texts }
}

/** Contradictions left after each stage, by writer; stages that were not released are left out. */
function stageSeries(data: DataSet): Series {
  const lines = writers.map((writer) => {
    const sentences = contradictorySentences(readPairs(data, writer))
    const points = stages.flatMap((stage, i): [number, number][] => {
      if (stage === 'm1') return []
      const texts = stage === 'm0' ? readDescriptions(data, writer) : readRevised(data, writer, stage)
      return texts.length === 0 ? [] : [[Math.max(0, i - 1), total(countContradictions(texts, sentences))]]
    })
    return { name: writer, points }
  })
  return {
    id: 'contradictions-by-round',
    title: 'Tagged contradictions left after each round of revision; the fourth step drops what is still flagged',
    x: { label: 'round' },
    y: { label: 'contradictory sentences' },
    lines,
  }
}
