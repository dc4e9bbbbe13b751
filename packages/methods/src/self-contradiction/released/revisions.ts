import { z } from 'zod'

import type { DataSet } from '../../contract.ts'
import type { Fact } from '../facts.ts'
import type { Decision } from '../revise.ts'
import { entityKey, topicOf, type Writer } from './entities.ts'

/** The stages of a text: m0 as written, m1 every flagged sentence dropped, m2 to m4 after each round of revision, m5 the final one. */
export const stages = ['m0', 'm1', 'm2', 'm3', 'm4', 'm5'] as const
export type Stage = (typeof stages)[number]
/** One text of a writer. `id` is `<entity>/<description>`. */
export type ReleasedText = { readonly id: string; readonly entity: string; readonly text: string }

/** A writer's 90 descriptions (30 entities, three each), sorted by path. */
export function readDescriptions(data: DataSet, writer: Writer): ReleasedText[] {
  return readTexts(data, `test/test/descriptions/${writer}/`, 2)
}

/** The same texts at a stage of ChatGPT's revision; none where the stage was not released for this writer. */
export function readRevised(data: DataSet, writer: Writer, stage: Stage): ReleasedText[] {
  return readTexts(data, `test/test/new_descriptions/chatgpt/${writer}/`, 3, `/${stage}/`)
}

function readTexts(data: DataSet, folder: string, depth: 2 | 3, part = '/'): ReleasedText[] {
  const paths = data.paths.filter((path) => path.startsWith(folder) && path.includes(part)).toSorted()
  return paths.map((path) => {
    const { text } = z.object({ text: z.string() }).parse(JSON.parse(data.text(path)))
    const entity = entityKey(path.split('/').at(-depth)!)
    return { id: textId(path, depth), entity, text }
  })
}

/** A sentence's recorded fate in one round, with the facts that were flagged and each rewriting in turn. */
export type RecordedRevision = {
  readonly prefix: string
  readonly sentence: string
  readonly decision: Decision
  readonly changes: readonly { readonly fact: Fact; readonly alternative: string; readonly revision: string }[]
  readonly revised: string
}
export type RecordedRound = { readonly id: string; readonly topic: string; readonly sentences: readonly RecordedRevision[] }

const fact = z
  .tuple([z.string(), z.string(), z.string()])
  .transform(([subject, predicate, object]): Fact => ({ subject, predicate, object }))
const recordedRound = z.object({
  prompt: z.string(),
  decisions: z.array(
    z.object({
      prefix_new: z.string(),
      sent_orig: z.string(),
      sent_new: z.string(),
      decision: z.enum(['keep', 'redact', 'drop']),
      changes: z.array(z.tuple([fact, z.string(), z.string()])).default([]),
    }),
  ),
})

/** Every decision of one round of ChatGPT's revision of its own texts: m2, m3 or m4 (m1 and m5 only drop, and recorded none). */
export function readRound(data: DataSet, round: 'm2' | 'm3' | 'm4'): RecordedRound[] {
  const folder = 'test/test/decisions/chatgpt/chatgpt/'
  const paths = data.paths.filter((path) => path.startsWith(folder) && path.includes(`/${round}/`)).toSorted()
  return paths.map((path) => {
    const { prompt, decisions } = recordedRound.parse(JSON.parse(data.text(path)))
    const sentences = decisions.map(
      (row): RecordedRevision => ({
        prefix: row.prefix_new,
        sentence: row.sent_orig,
        decision: row.decision === 'redact' ? 'revise' : row.decision,
        changes: row.changes.map(([fact, alternative, revision]) => ({ fact, alternative, revision })),
        revised: row.sent_new,
      }),
    )
    return { id: textId(path, 3), topic: topicOf(prompt), sentences }
  })
}

function textId(path: string, depth: 2 | 3): string {
  const parts = path.split('/')
  return `${entityKey(parts.at(-depth)!)}/${parts.at(-1)!.replace('.txt', '')}`
}
