import type { DataSet } from '../../contract.ts'
import { type Analyst, entityKey, type Writer } from './entities.ts'

/** What an analyst said about one pair: its explanation and its conclusions. Both empty for equal sentences: nobody was asked. */
export type Transcript = { readonly explanation: string; readonly conclusions: readonly string[] }

/** The key of a pair in the transcripts. */
export const transcriptKey = (entity: string, file: string): string => `${entity}/${file}`

/** Every recorded conversation of one analyst on one writer's pairs, by transcriptKey. Throws where there is none. */
export function readTranscripts(data: DataSet, analyst: Analyst, writer: Writer): Map<string, Transcript> {
  const paths = data.paths.filter((path) => path.startsWith(`output/test/${analyst}/${writer}/s3/test_m3/`))
  if (paths.length === 0) throw new Error(`${data.name} holds no transcripts of ${analyst} on ${writer}`)
  const read = writer === 'llama-2-70b-chat' ? readJsonLines : readPlain
  return new Map(paths.flatMap((path) => read(data.text(path))))
}

/** Plain text: the path of the pair, "Q: …", "A: …" lines, the label and the score. Lines of failed requests stand between. */
function readPlain(text: string): [string, Transcript][] {
  return text.split(/^(?=test\/test\/sentences\/)/m).flatMap((record) => {
    if (!record.startsWith('test/')) return []
    const [asked, concluded = ''] = record.split(/^Q: Please conclude .*\n/m)
    const explanation =
      asked
        .slice(asked.lastIndexOf('explanation only.'))
        .match(/^A: ([\s\S]*)$/m)?.[1]
        .trim() ?? ''
    const conclusions = Array.from(concluded.matchAll(/^A: (.*)$/gm), (match) => match[1])
    return [[keyOf(record.slice(0, record.indexOf('\n'))), { explanation, conclusions }]]
  })
}

/** JSON lines: {Q, A: […]} for each question of a pair, then {file, label, score}. */
function readJsonLines(text: string): [string, Transcript][] {
  const found: [string, Transcript][] = []
  let asked: string[][] = []
  for (const line of text.split('\n').filter((line) => line.startsWith('{'))) {
    const row = JSON.parse(line) as { Q?: string; A?: string[]; file?: string }
    if (row.A) asked.push(row.A)
    if (!row.file) continue
    found.push([keyOf(row.file), { explanation: asked[0]?.[0] ?? '', conclusions: asked[1] ?? [] }])
    asked = []
  }
  return found
}

function keyOf(path: string): string {
  const [entity, , file] = path.split('/').slice(-3)
  return transcriptKey(entityKey(entity), file)
}
