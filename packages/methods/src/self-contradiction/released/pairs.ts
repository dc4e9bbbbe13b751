import { z } from 'zod'

import type { DataSet } from '../../contract.ts'
import type { Fact } from '../facts.ts'
import type { StatementPair } from '../prompts.ts'
import { entityKey, topicOf, type Writer } from './entities.ts'

/** A sentence and its alternative, tagged by people. */
export type TaggedPair = StatementPair & {
  readonly entity: string
  /** Name of its file: `<description>_<sentence>_<fact>.txt`, after `m2_` … `m4_` where a revision made the sentence. */
  readonly file: string
  readonly description: string
  readonly fact: Fact
  readonly fromRevision: boolean
  readonly contradictory: boolean
}

const released = z.object({
  target: z.string(),
  orig: z.string(),
  alt: z.string(),
  prefix: z.string(),
  triple: z.tuple([z.array(z.string()), z.string()]).rest(z.unknown()),
  tag: z.enum(['ok', 'weak', 'strong']),
})

/**
 * The pairs of one writer whose facts come from the extractor, sorted by path. Facts of any other origin are left out, as in the authors' own
 * figures. Throws where a file is not what it should be.
 */
export function readPairs(data: DataSet, writer: Writer): TaggedPair[] {
  const paths = data.paths.filter((path) => path.startsWith(`test/test/sentences/${writer}/`))
  return paths.toSorted().flatMap((path) => readPair(path, data.text(path)) ?? [])
}

function readPair(path: string, json: string): TaggedPair | undefined {
  const parsed = released.safeParse(JSON.parse(json))
  if (!parsed.success) throw new Error(`${path} is no sentence pair: ${z.prettifyError(parsed.error)}`)
  const { target, orig, alt, prefix, triple, tag } = parsed.data
  const [[subject, predicate, object], origin] = triple
  if (origin !== 'compactie') return undefined
  const [folder, , file] = path.split('/').slice(-3)
  const numbers = file.replace('.txt', '').split('_').slice(-3)
  return {
    entity: entityKey(folder),
    file,
    description: numbers[0],
    topic: topicOf(target),
    prefix,
    statement: orig,
    alternative: alt,
    fact: { subject, predicate, object },
    fromRevision: file.startsWith('m'),
    contradictory: tag !== 'ok',
  }
}
