/**
 * Moral direction (arXiv 2103.11790): which way a sentence encoder leans about what one may do, read off a single axis of its space.
 * The scores describe norms in the texts that the encoder was trained on, not what is right.
 */
import type { Embedder } from '@offprint/lm'

import { type Direction, fitDirection, scoreAlong } from './direction.ts'
import { dot } from './principal-components.ts'
import { embedPhrases, embedTexts, type Template } from './templates.ts'

export { along, type Direction, fitDirection, meanDifference, scoreAlong } from './direction.ts'
export { type Candidate, type GuidedOptions, type GuidedToken, generateGuided, guideStep } from './guided-decoding.ts'
export { type PrincipalComponents, principalComponents, project } from './principal-components.ts'
export { embedPhrases, type Template } from './templates.ts'
export { wardClusters } from './ward-clusters.ts'

/** Steps 1 to 5: embeds every verb in every template, takes the mean over templates, and fits the direction. */
export async function fitMoralDirection(
  embedder: Embedder,
  verbs: readonly string[],
  templates: readonly Template[],
  signal?: AbortSignal,
): Promise<Direction> {
  return fitDirection(verbs, await embedPhrases(embedder, verbs, templates, signal))
}

/** Step 6: the phrases' scores, in the templates (the paper's qt variant) or, with none, as they stand (its raw variant). */
export async function scorePhrases(
  embedder: Embedder,
  direction: Direction,
  phrases: readonly string[],
  templates: readonly Template[],
  signal?: AbortSignal,
): Promise<number[]> {
  const rows = await embedPhrases(embedder, phrases, templates, signal)
  return rows.map((row) => scoreAlong(direction, row))
}

/** A question with its two answers. */
export type QuestionWithAnswers = { readonly question: Template; readonly yes: string; readonly no: string }

/** The authors' earlier method, as baseline: cosine(question, yes) − cosine(question, no), mean over the questions. */
export async function scoreByAnswers(
  embedder: Embedder,
  phrases: readonly string[],
  questions: readonly QuestionWithAnswers[],
  signal?: AbortSignal,
): Promise<number[]> {
  const sums = new Array<number>(phrases.length).fill(0)
  for (const { question, yes, no } of questions) {
    const asked = phrases.map((phrase) => question.replace('{}', phrase))
    const [yesRow, noRow, ...rows] = await embedTexts(embedder, [yes, no, ...asked], signal)
    for (const [i, row] of rows.entries()) sums[i] += cosine(row, yesRow) - cosine(row, noRow)
  }
  return sums.map((sum) => sum / questions.length)
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}
