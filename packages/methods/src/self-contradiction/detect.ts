import type { ChatModel } from '@offprint/lm'

import { concludeMessages, explainMessages, type StatementPair } from './prompts.ts'

export type Detection = {
  readonly explanation: string
  /** One a drawn conclusion: true says contradiction. Empty where the sentences are equal and nobody was asked. */
  readonly votes: readonly boolean[]
  /** Share of the votes for a contradiction, 0-1. */
  readonly score: number
  readonly contradictory: boolean
}

export type DetectOptions = {
  /** Contradictory when the share of votes is above it. The paper's: 0.5. */
  readonly threshold?: number
  /** Conclusions drawn. The paper's: 10. */
  readonly answers?: number
  readonly signal?: AbortSignal
}

/**
 * Step 2, detect: the analyst explains greedily, then concludes `answers` times with that explanation before it; the share of Yes
 * decides. Equal sentences are consistent without being asked about. Throws what the model throws.
 */
export async function detectContradiction(analyst: ChatModel, pair: StatementPair, options: DetectOptions = {}): Promise<Detection> {
  const { threshold = 0.5, answers = 10, signal } = options
  if (pair.statement === pair.alternative) return { explanation: '', votes: [], score: 0, contradictory: false }
  const [explained] = await analyst.complete({ messages: explainMessages(pair), temperature: 0, maxTokens: 400, signal })
  const conclusions = await analyst.complete({
    messages: concludeMessages(pair, explained.text),
    temperature: 1,
    n: answers,
    maxTokens: 40,
    signal,
  })
  const votes = conclusions.map((conclusion) => votesContradiction(conclusion.text))
  const score = votes.filter((vote) => vote).length / votes.length
  return { explanation: explained.text, votes, score, contradictory: score > threshold }
}

/** A conclusion counts as Yes only where it says yes and not also no: "no contradiction, yes" decides nothing. */
export function votesContradiction(conclusion: string): boolean {
  return /\byes\b/i.test(conclusion) && !/\bno\b/i.test(conclusion)
}
