import type { DataSet } from '../contract.ts'
import { type Detection, detectContradiction } from './detect.ts'
import type { Analyst, Writer } from './released/entities.ts'
import { readPairs, type TaggedPair } from './released/pairs.ts'
import { createRecordedAnalyst, type Exchange } from './released/recorded-analyst.ts'
import { type RecordedRevision, type RecordedRound, readRound } from './released/revisions.ts'
import { readTranscripts, transcriptKey } from './released/transcripts.ts'
import { type Flag, joinSentences, reviseText } from './revise.ts'

export type JudgedPair = { readonly pair: TaggedPair; readonly detection: Detection }

/** Runs our detection over every pair of the writer's own texts, with the analyst's recorded conversations as its model. */
export async function replayDetection(data: DataSet, analyst: Analyst, writer: Writer, signal?: AbortSignal): Promise<JudgedPair[]> {
  const pairs = readPairs(data, writer).filter((pair) => !pair.fromRevision)
  const transcripts = readTranscripts(data, analyst, writer)
  const exchanges = pairs.map((pair): Exchange => {
    const { explanation, conclusions } = transcripts.get(transcriptKey(pair.entity, pair.file)) ?? missing(analyst, pair)
    return { role: 'detect', pair, explanation, conclusions }
  })
  const recorded = createRecordedAnalyst(`${analyst}, recorded`, exchanges)
  const judged: JudgedPair[] = []
  for (const pair of pairs) judged.push({ pair, detection: await detectContradiction(recorded, pair, { signal }) })
  return judged
}

function missing(analyst: Analyst, { entity, file }: TaggedPair): never {
  throw new Error(`The transcripts of ${analyst} lack the pair ${entity}/${file}`)
}

/** A text after our revision of one recorded round, by its id. */
export type RevisedText = { readonly id: string; readonly text: string }

/**
 * Runs our revision over the texts of one round of ChatGPT on its own texts: what was flagged and how each sentence was rewritten
 * come from the record; the order, the chaining, the prefixes and the joining are ours.
 */
export async function replayRevision(data: DataSet, round: 'm2' | 'm3' | 'm4', signal?: AbortSignal): Promise<RevisedText[]> {
  const rounds = readRound(data, round)
  const recorded = createRecordedAnalyst('chatgpt, recorded', rounds.flatMap(revisionsOf))
  const texts: RevisedText[] = []
  for (const { id, topic, sentences } of rounds) {
    const flagged = sentences.map((sentence) => ({ text: sentence.sentence, flags: flagsOf(sentence) }))
    texts.push({ id, text: joinSentences(await reviseText(recorded, topic, flagged, signal)) })
  }
  return texts
}

function revisionsOf({ topic, sentences }: RecordedRound): Exchange[] {
  return sentences.flatMap(({ prefix, sentence, changes }) => {
    let statement = sentence
    return changes.map(({ alternative, revision }): Exchange => {
      const pair = { topic, prefix, statement, alternative }
      statement = revision
      return { role: 'revise', pair, revision }
    })
  })
}

/** The record of a kept or dropped sentence does not say which facts it has: none flagged keeps it, two of two flagged drop it. */
function flagsOf({ decision, changes }: RecordedRevision): Flag[] {
  const consistent = { alternative: '', contradictory: false }
  const flagged = changes.map(({ alternative }) => ({ alternative, contradictory: true }))
  if (decision === 'drop')
    return [
      { ...consistent, contradictory: true },
      { ...consistent, contradictory: true },
    ]
  return [consistent, ...flagged]
}
