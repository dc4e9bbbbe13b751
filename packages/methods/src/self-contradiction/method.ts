/**
 * Self-contradiction (arXiv 2305.15852): find what a language model made up by making it contradict itself, and take it out.
 * Two roles, each any ChatModel, may be the same: the writer (the paper's gLM) and the analyst (aLM). Nothing is looked up.
 */
import type { ChatModel } from '@offprint/lm'

import type { Progress } from '../contract.ts'
import { type Detection, type DetectOptions, detectContradiction } from './detect.ts'
import { extractFacts, type Fact } from './facts.ts'
import { describeMessages } from './prompts.ts'
import { joinSentences, reviseText } from './revise.ts'
import { type Sentence, splitSentences } from './sentences.ts'
import { triggerAlternative } from './trigger.ts'

export { type Detection, type DetectOptions, detectContradiction, votesContradiction } from './detect.ts'
export { extractFacts, type Fact } from './facts.ts'
export type { StatementPair } from './prompts.ts'
export { type Decision, decide, type Flag, reviseSentence, reviseText } from './revise.ts'
export { type Sentence, splitSentences } from './sentences.ts'
export { triggerAlternative } from './trigger.ts'

export type Models = { readonly writer: ChatModel; readonly analyst: ChatModel }
export type ProtectOptions = DetectOptions & {
  /** Rounds of revision before what is still contradicted is dropped. The paper's: 3. */
  readonly rounds?: number
}

/** A fact of a sentence with the writer's alternative and the analyst's verdict. */
export type CheckedFact = Detection & { readonly fact: Fact; readonly alternative: string }

/** What became of a sentence of the given text. `final` is '' where it was dropped. */
export type ProtectedSentence = Sentence & {
  /** The checks of the first round: of the sentence as it was given. */
  readonly checks: readonly CheckedFact[]
  readonly final: string
}
export type Protection = {
  readonly text: string
  readonly sentences: readonly ProtectedSentence[]
  readonly revised: string
  readonly rounds: number
  readonly checkedFacts: number
}

type Draft = { readonly text: string; readonly checks?: readonly CheckedFact[] }

/** Step 0: the writer's own description of a topic, for when there is no text yet. */
export async function describeTopic(writer: ChatModel, topic: string, signal?: AbortSignal): Promise<string> {
  const [answer] = await writer.complete({ messages: describeMessages(topic), temperature: 0, maxTokens: 500, signal })
  return answer.text.trim()
}

/**
 * Steps 1 to 4 on a text: trigger and detect for every fact, revise, and again, `rounds` times; then drop what is still contradicted.
 * Stops early when nothing is. A sentence that a round left as it was keeps its checks. Yields progress in facts; throws what the
 * models throw.
 */
export async function* protectText(
  models: Models,
  { topic, text }: { readonly topic: string; readonly text: string },
  options: ProtectOptions = {},
): AsyncGenerator<Progress, Protection> {
  const { rounds = 3, signal } = options
  const given = splitSentences(text)
  let drafts: readonly Draft[] = given
  let first: readonly (readonly CheckedFact[])[] = []
  let checkedFacts = 0
  let round = 0
  for (; ; round++) {
    const before = drafts
    drafts = yield* checkDrafts(models, topic, drafts, round + 1, options)
    checkedFacts += drafts.reduce((sum, draft, i) => sum + (before[i].checks ? 0 : draft.checks!.length), 0)
    if (round === 0) first = drafts.map((draft) => draft.checks!)
    if (round === rounds || !drafts.some(isFlagged)) break
    drafts = await reviseDrafts(models.analyst, topic, drafts, signal)
  }
  drafts = drafts.map((draft) => (isFlagged(draft) ? { text: '', checks: [] } : draft))
  return {
    text,
    sentences: given.map((sentence, i) => ({ ...sentence, checks: first[i], final: drafts[i].text })),
    revised: joinSentences(drafts),
    rounds: round,
    checkedFacts,
  }
}

const isFlagged = (draft: Draft): boolean => draft.checks!.some((check) => check.contradictory)

async function* checkDrafts(
  models: Models,
  topic: string,
  drafts: readonly Draft[],
  round: number,
  options: ProtectOptions,
): AsyncGenerator<Progress, Draft[]> {
  const facts = drafts.map((draft) => (draft.checks || draft.text === '' ? [] : extractFacts(draft.text)))
  const total = facts.reduce((sum, found) => sum + found.length, 0)
  const checked: Draft[] = []
  let done = 0
  for (const [i, draft] of drafts.entries()) {
    const prefix = joinSentences(drafts.slice(0, i))
    const checks: CheckedFact[] = []
    for (const fact of facts[i]) {
      yield { done: done++, total, unit: 'facts', note: `round ${round}: ${fact.subject} · ${fact.predicate}` }
      checks.push(await checkFact(models, topic, prefix, draft.text, fact, options))
    }
    checked.push({ text: draft.text, checks: draft.checks ?? checks })
  }
  yield { done: total, total, unit: 'facts', note: `round ${round}` }
  return checked
}

async function checkFact(
  { writer, analyst }: Models,
  topic: string,
  prefix: string,
  statement: string,
  fact: Fact,
  options: ProtectOptions,
): Promise<CheckedFact> {
  options.signal?.throwIfAborted()
  const alternative = await triggerAlternative(writer, { topic, prefix, fact, signal: options.signal })
  const detection = await detectContradiction(analyst, { topic, prefix, statement, alternative }, options)
  return { ...detection, fact, alternative }
}

async function reviseDrafts(analyst: ChatModel, topic: string, drafts: readonly Draft[], signal?: AbortSignal): Promise<Draft[]> {
  const revised = await reviseText(
    analyst,
    topic,
    drafts.map((draft) => ({ text: draft.text, flags: draft.checks! })),
    signal,
  )
  return revised.map(({ text }, i) => (text === drafts[i].text ? drafts[i] : { text }))
}
