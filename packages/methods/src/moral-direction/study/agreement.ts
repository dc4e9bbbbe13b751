import { bootstrapInterval, pearson, spearman } from '@offprint/lm'

import type { Figure, Random } from '../../contract.ts'

/** Scores and ratings of the same actions. */
export type Paired = { readonly actions: readonly string[]; readonly scores: readonly number[]; readonly ratings: readonly number[] }

/** The actions that both sides have, in the order of the scores. */
export function pairUp(scores: ReadonlyMap<string, number>, ratings: ReadonlyMap<string, number>): Paired {
  const actions = [...scores.keys()].filter((action) => ratings.has(action))
  return { actions, scores: actions.map((action) => scores.get(action)!), ratings: actions.map((action) => ratings.get(action)!) }
}

/** Pearson's r with its bootstrap interval over actions. */
export function correlationFigure(id: string, { scores, ratings }: Omit<Paired, 'actions'>, random: Random): Figure {
  const r = (units: Int32Array) => pearson(pick(scores, units), pick(ratings, units))
  const interval = bootstrapInterval(scores.length, r, { random: random.fork(id) })
  return { id, value: pearson(scores, ratings), unit: 'r', n: scores.length, interval }
}

/** Spearman's rank correlation, without an interval. */
export function rankFigure(id: string, { scores, ratings }: Omit<Paired, 'actions'>): Figure {
  return { id, value: spearman(scores, ratings), unit: 'rho', n: scores.length }
}

/** r of one score less r of another, on the same drawn actions. */
export function gainFigure(
  id: string,
  scores: readonly number[],
  less: readonly number[],
  ratings: readonly number[],
  random: Random,
): Figure {
  const gain = (units: Int32Array) => pearson(pick(scores, units), pick(ratings, units)) - pearson(pick(less, units), pick(ratings, units))
  const interval = bootstrapInterval(scores.length, gain, { random: random.fork(id) })
  return { id, value: pearson(scores, ratings) - pearson(less, ratings), unit: 'r', n: scores.length, interval }
}

function pick(values: readonly number[], units: Int32Array): Float64Array {
  return Float64Array.from(units, (i) => values[i])
}
