import { z } from 'zod'

import { type Block, defineTry, type Progress, type RunContext, type TryResult } from '../contract.ts'
import { describeTopic, type Models, type ProtectedSentence, type Protection, protectText } from './method.ts'

const input = z.object({
  topic: z.string().trim().min(1).max(200).meta({ title: 'Topic', description: 'What the text is about: a person, a place, a work.' }),
  text: z
    .string()
    .max(8000)
    .default('')
    .meta({ title: 'Text', description: 'The text to check. Left empty, the model writes one about the topic.', multiline: true }),
  threshold: z
    .number()
    .min(0)
    .max(0.95)
    .default(0.5)
    .meta({ title: 'Threshold', description: 'A fact is flagged when a larger share of the votes calls it contradictory.' }),
  votes: z.number().int().min(1).max(20).default(10).meta({ title: 'Votes', description: 'Conclusions drawn for each fact.' }),
  rounds: z
    .number()
    .int()
    .min(0)
    .max(3)
    .default(3)
    .meta({ title: 'Rounds', description: 'Rounds of revision before what still conflicts is dropped.' }),
})

export const tryIt = defineTry({
  title: 'Catch made-up facts',
  input,
  example: {
    topic: 'the lighthouse of Brannock Point',
    text: 'The lighthouse of Brannock Point was built in 1884. It stands on the eastern cliff and was automated in 1971.',
    threshold: 0.5,
    votes: 5,
    rounds: 1,
  },
  needs: { chat: true },
  run: catchMadeUpFacts,
})

async function* catchMadeUpFacts(given: z.output<typeof input>, context: RunContext): AsyncGenerator<Progress, TryResult> {
  const chat = context.chat()
  const models: Models = { writer: chat, analyst: chat }
  if (given.text.trim() === '') yield { done: 0, total: 0, unit: 'facts', note: `${chat.name} writes about ${given.topic}` }
  const text = given.text.trim() || (await describeTopic(chat, given.topic, context.signal))
  const options = { threshold: given.threshold, answers: given.votes, rounds: given.rounds, signal: context.signal }
  const protection = yield* protectText(models, { topic: given.topic, text }, options)
  return { blocks: blocksOf(protection), note: noteOf(protection, chat.name) }
}

function blocksOf(protection: Protection): Block[] {
  return [
    { type: 'spans', title: 'Sentences', text: protection.text, spans: protection.sentences.map(spanOf) },
    conflictTable(protection.sentences),
    { type: 'diff', title: 'Revision', before: protection.text, after: protection.revised },
    counterTable(protection),
  ]
}

const worstOf = (sentence: ProtectedSentence) => sentence.checks.toSorted((a, b) => b.score - a.score)[0]

function fateOf(sentence: ProtectedSentence): string {
  if (sentence.final === sentence.text) return sentence.checks.length === 0 ? 'not checked' : 'kept'
  return sentence.final === '' ? 'dropped' : 'revised'
}

function spanOf(sentence: ProtectedSentence) {
  const worst = worstOf(sentence)
  const flagged = sentence.checks.some((check) => check.contradictory)
  const votes = worst
    ? `${worst.votes.filter(Boolean).length} of ${worst.votes.length} votes call it contradictory`
    : 'No fact found in it.'
  return {
    start: sentence.start,
    end: sentence.end,
    label: fateOf(sentence),
    tone: flagged ? ('flag' as const) : worst ? ('keep' as const) : ('plain' as const),
    ...(worst ? { score: worst.score } : {}),
    note: flagged ? `Again it wrote: ${worst.alternative} (${votes})` : votes,
  }
}

function conflictTable(sentences: readonly ProtectedSentence[]): Block {
  const conflicts = sentences.flatMap((sentence) =>
    sentence.checks.filter((check) => check.contradictory).map((check) => ({ sentence, check })),
  )
  return {
    type: 'table',
    title: conflicts.length === 0 ? 'No conflicts found' : 'Conflicts',
    columns: [{ name: 'sentence' }, { name: 'written again' }, { name: 'votes', unit: '%' }, { name: 'explanation' }],
    rows: conflicts.map(({ sentence, check }) => [sentence.text, check.alternative, Math.round(100 * check.score), check.explanation]),
  }
}

function counterTable({ sentences, checkedFacts, rounds }: Protection): Block {
  const count = (fate: string) => sentences.filter((sentence) => fateOf(sentence) === fate).length
  const flagged = sentences.filter((sentence) => sentence.checks.some((check) => check.contradictory)).length
  return {
    type: 'table',
    title: 'Counted',
    columns: [{ name: 'what' }, { name: 'count' }],
    rows: [
      ['sentences', sentences.length],
      ['facts checked', checkedFacts],
      ['sentences flagged', flagged],
      ['sentences revised', count('revised')],
      ['sentences dropped', count('dropped')],
      ['sentences without a fact to check', count('not checked')],
      ['rounds of revision', rounds],
    ],
  }
}

function noteOf({ sentences }: Protection, model: string): string {
  const flagged = sentences.some((sentence) => sentence.checks.some((check) => check.contradictory))
  const found = flagged
    ? 'Of two sentences that conflict at least one is false; which one, the model does not know.'
    : 'No conflict is no proof of truth.'
  return `${found} Checked by ${model} against itself; small models rarely notice a contradiction.`
}
