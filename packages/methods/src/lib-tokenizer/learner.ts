import { Lexicon, type Unit } from './lexicon.ts'

/** The knobs of LiB by their meaning; the released code's names stand behind them. */
export type Settings = {
  /** Documents that a unit on probation survives unused (`life`). */
  readonly life: number
  /** Characters of the longest unit (`max_len`). */
  readonly maxLength: number
  /** Probability that a chance to join two chunks is taken (`memory_in`). */
  readonly memoryIn: number
  /** Share of the list's tail that goes on probation after each document (`memory_out`). */
  readonly memoryOut: number
  /** Share of its rank by which a unit moves (`update_rate`). */
  readonly updateRate: number
  /** Characters of the longest run of unknown ones that is taken as a unit (`mini_gap`). */
  readonly miniGap: number
}

/** The values of the released demonstration (ray306/LiB, demo.ipynb). */
export const releasedSettings: Settings = {
  life: 10,
  maxLength: 12,
  memoryIn: 0.25,
  memoryOut: 0.0001,
  updateRate: 0.2,
  miniGap: 7,
}

/** A document is a list of sentences, each as its characters. */
export type Document = readonly Uint32Array[]

/** What LiB knows while it learns: the list L and the units on probation with their remaining life. */
export type Learner = { readonly lexicon: Lexicon; readonly probation: Map<Unit, number>; readonly settings: Settings }

/** Starts with every character of the first document, all on probation. */
export function createLearner(firstDocument: Document, settings: Settings = releasedSettings): Learner {
  const learner: Learner = { lexicon: new Lexicon(), probation: new Map(), settings }
  for (const sentence of firstDocument) {
    for (const character of sentence) learner.probation.set(learner.lexicon.append(String.fromCodePoint(character)), settings.life)
  }
  return learner
}
