import { type ChatMessage, type ChatModel, createTranscript } from '@offprint/lm'

import { concludeMessages, explainMessages, reviseMessages, type StatementPair } from '../prompts.ts'

/** A recorded conversation about a pair: what was explained and concluded, or how the sentence was revised. */
export type Exchange =
  | { readonly role: 'detect'; readonly pair: StatementPair; readonly explanation: string; readonly conclusions: readonly string[] }
  | { readonly role: 'revise'; readonly pair: StatementPair; readonly revision: string }

/**
 * The recorded analyst as a ChatModel: it knows a conversation by its role, topic, prefix and two statements, that is by the messages that our
 * own prompts make of them. So a replay goes through every line that a live run goes through. Where a conversation was held twice,
 * the first counts. Asking what was not recorded throws a ChatError.
 */
export function createRecordedAnalyst(name: string, exchanges: Iterable<Exchange>): ChatModel {
  const answers = new Map<string, readonly string[]>()
  const record = (messages: readonly ChatMessage[], said: readonly string[]) => {
    const key = JSON.stringify(messages)
    if (!answers.has(key)) answers.set(key, said)
  }
  for (const exchange of exchanges) {
    if (exchange.role === 'revise') {
      record(reviseMessages(exchange.pair), [exchange.revision])
      continue
    }
    record(explainMessages(exchange.pair), [exchange.explanation])
    record(concludeMessages(exchange.pair, exchange.explanation), exchange.conclusions)
  }
  return createTranscript({ name, answers, key: (request) => JSON.stringify(request.messages) })
}
