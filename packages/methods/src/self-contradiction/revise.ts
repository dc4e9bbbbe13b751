import type { ChatModel } from '@offprint/lm'

import { reviseMessages } from './prompts.ts'

/** One checked fact of a sentence: the writer's alternative, and whether the analyst found them contradictory. */
export type Flag = { readonly alternative: string; readonly contradictory: boolean }

export type Decision = 'keep' | 'revise' | 'drop'

/** Step 3: a sentence with several facts of which every one is contradicted has nothing left to say and goes; one with any is revised. */
export function decide(flags: readonly Flag[]): Decision {
  const flagged = flags.filter((flag) => flag.contradictory).length
  if (flagged === 0) return 'keep'
  return flags.length > 1 && flagged === flags.length ? 'drop' : 'revise'
}

/** Takes out one conflict after the other, each on what the one before left, greedily. Gives the sentence that remains. */
export async function reviseSentence(
  analyst: ChatModel,
  place: { readonly topic: string; readonly prefix: string; readonly sentence: string; readonly signal?: AbortSignal },
  alternatives: readonly string[],
): Promise<string> {
  let statement = place.sentence
  for (const alternative of alternatives) {
    const messages = reviseMessages({ topic: place.topic, prefix: place.prefix, statement, alternative })
    const [answer] = await analyst.complete({ messages, temperature: 0, maxTokens: 200, signal: place.signal })
    statement = answer.text.trim()
  }
  return statement
}

export type FlaggedSentence = { readonly text: string; readonly flags: readonly Flag[] }
export type RevisedSentence = { readonly decision: Decision; readonly text: string }

/** One round over a text: keeps, revises or drops each sentence in order; a revision sees the revised sentences before it. */
export async function reviseText(
  analyst: ChatModel,
  topic: string,
  sentences: readonly FlaggedSentence[],
  signal?: AbortSignal,
): Promise<RevisedSentence[]> {
  const revised: RevisedSentence[] = []
  for (const { text: sentence, flags } of sentences) {
    const decision = decide(flags)
    const prefix = joinSentences(revised)
    const conflicts = flags.filter((flag) => flag.contradictory).map((flag) => flag.alternative)
    const text = decision === 'revise' ? await reviseSentence(analyst, { topic, prefix, sentence, signal }, conflicts) : sentence
    revised.push({ decision, text: decision === 'drop' ? '' : text })
  }
  return revised
}

/** The text of the sentences that are left, joined by single spaces. */
export function joinSentences(sentences: readonly { readonly text: string }[]): string {
  return sentences
    .map((sentence) => sentence.text)
    .filter((text) => text !== '')
    .join(' ')
}
