import type { ChatMessage } from '@offprint/lm'

import type { Fact } from './facts.ts'

/** Two sentences for the same place in a text: after `prefix` (the sentences before, may be empty), about `topic`. */
export type StatementPair = { readonly topic: string; readonly prefix: string; readonly statement: string; readonly alternative: string }

const user = (content: string): ChatMessage => ({ role: 'user', content })
const assistant = (content: string): ChatMessage => ({ role: 'assistant', content })
const system = (content: string): ChatMessage => ({ role: 'system', content })

/** Step 0: the writer describes a topic. */
export function describeMessages(topic: string): ChatMessage[] {
  return [user(`Write a short encyclopedia entry, six to ten sentences of plain prose, about: ${topic}`)]
}

/**
 * Step 1: the writer fills the gap of a fact. The object is withheld (it would leak the answer), the relation is named so that the
 * new sentence stands against the old one; three worked turns show how little else it may say.
 */
export function alternativeMessages(topic: string, prefix: string, fact: Fact): ChatMessage[] {
  return [
    system(
      'You continue encyclopedia entries by one sentence. It completes the gap that you are given from what you know and adds nothing else.',
    ),
    ...workedGaps.flatMap(([where, sentence]) => [user(gap(where.topic, where.prefix, where.fact)), assistant(sentence)]),
    user(gap(topic, prefix, fact)),
  ]
}

function gap(topic: string, prefix: string, fact: Pick<Fact, 'subject' | 'predicate'>): string {
  return `Entry: ${topic}\nSo far: ${prefix === '' ? '(the entry begins here)' : prefix}\nGap: ${fact.subject} · ${fact.predicate} · ___`
}

const workedGaps = [
  [
    { topic: 'Marie Curie', prefix: '', fact: { subject: 'Marie Curie', predicate: 'was' } },
    'Marie Curie was a Polish-French physicist and chemist.',
  ],
  [
    { topic: 'Danube', prefix: 'The Danube is a river in Europe.', fact: { subject: 'It', predicate: 'flows into' } },
    'It flows into the Black Sea.',
  ],
  [
    {
      topic: 'Moby-Dick',
      prefix: 'Moby-Dick is a novel by Herman Melville.',
      fact: { subject: 'The book', predicate: 'was first published' },
    },
    'The book was first published in 1851.',
  ],
] as const

/** Step 2, first call: the analyst explains, and does not yet decide. */
export function explainMessages({ topic, prefix, statement, alternative }: StatementPair): ChatMessage[] {
  const place = prefix === '' ? 'at the very beginning of a text' : `after these sentences of a text:\n${prefix}\n`
  return [
    user(
      `Two writers each wrote one sentence about ${topic}, ${place}\n\nWriter A: ${statement}\nWriter B: ${alternative}\n\n` +
        'Can both sentences be true together? Compare what they say, in two or three sentences. Only reason; give no verdict yet.',
    ),
  ]
}

/** Step 2, second call: the verdict, with the explanation in the conversation. */
export function concludeMessages(pair: StatementPair, explanation: string): ChatMessage[] {
  return [...explainMessages(pair), assistant(explanation), user('So, do the two sentences contradict each other? Answer Yes or No.')]
}

/** Step 3: the analyst takes what conflicts out of the sentence, and puts nothing new in. */
export function reviseMessages({ topic, prefix, statement, alternative }: StatementPair): ChatMessage[] {
  return [
    system('You edit sentences. You remove disputed details and keep everything else; you never add information.'),
    user(
      `Entry: ${topic}\nSo far: ${prefix === '' ? '(the entry begins here)' : prefix}\nSentence: ${statement}\nConflicting sentence: ${alternative}\n\n` +
        'Rewrite the first sentence without the details on which the two disagree. It must still follow what stands before it. Reply with the sentence alone.',
    ),
  ]
}
