import { bootstrapInterval } from '@offprint/lm'

import type { Figure, Random } from '../contract.ts'
import type { DocumentCost, VocabularyScore } from './vocabulary-scores.ts'

export const armNames = ['lib', 'bpe-across', 'bpe-words', 'words', 'random-units'] as const
export type ArmName = (typeof armNames)[number]

/** One score a seed. */
export type Arms = Readonly<Record<ArmName, readonly VocabularyScore[]>>

type Cost = keyof DocumentCost

/**
 * Figures of one language: costs of each arm, and LiB's as a ratio to each peer's, with intervals over the held-out documents.
 * Costs are means over the seeds.
 */
export function armFigures(language: string, arms: Arms, random: Random): Figure[] {
  const documents = Object.fromEntries(armNames.map((arm) => [arm, meanCosts(arms[arm])])) as Record<ArmName, DocumentCost[]>
  const n = documents.lib.length
  const all = Array.from({ length: n }, (_, i) => i)
  const figure = (id: string, unit: string, statistic: (units: ArrayLike<number>) => number): Figure => {
    return { id, value: statistic(all), unit, n, interval: bootstrapInterval(n, statistic, { random: random.fork(id) }) }
  }
  const perArm = armNames.flatMap((arm) => [
    figure(`${language}-tokens-${arm}`, 'tokens per 1,000 characters', rate(documents[arm], 'tokens', 1000)),
    figure(`${language}-types-${arm}`, 'types per document', (units) => total(documents[arm], units, 'types') / units.length),
    figure(`${language}-bits-${arm}`, 'bits per character', rate(documents[arm], 'bits', 1)),
    { id: `${language}-all-types-${arm}`, value: mean(arms[arm].map((score) => score.allTypes)), unit: 'types', n: arms[arm].length },
  ])
  const ratios = armNames
    .filter((arm) => arm !== 'lib')
    .flatMap((arm) =>
      (['tokens', 'types'] as const).map((cost) =>
        figure(`${language}-${cost}-ratio-${arm}`, 'ratio', ratio(documents.lib, documents[arm], cost)),
      ),
    )
  return [...perArm, ...ratios]
}

function meanCosts(scores: readonly VocabularyScore[]): DocumentCost[] {
  return scores[0].documents.map((document, i) => {
    const over = (cost: Cost) => mean(scores.map((score) => score.documents[i][cost]))
    return { characters: document.characters, tokens: over('tokens'), types: over('types'), bits: over('bits') }
  })
}

function rate(documents: readonly DocumentCost[], cost: Cost, per: number): (units: ArrayLike<number>) => number {
  return (units) => (per * total(documents, units, cost)) / total(documents, units, 'characters')
}

function ratio(a: readonly DocumentCost[], b: readonly DocumentCost[], cost: Cost): (units: ArrayLike<number>) => number {
  return (units) => total(a, units, cost) / total(b, units, cost)
}

function total(documents: readonly DocumentCost[], units: ArrayLike<number>, cost: Cost): number {
  let sum = 0
  for (let i = 0; i < units.length; i++) sum += documents[units[i]][cost]
  return sum
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
