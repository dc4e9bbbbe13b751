import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

import { TrainingError } from './training-error.ts'

/** One text to train on: the fields asked for of a JSONL row, or one passage of a text file. */
export type Document = {
  /** What the split goes by: the row's `id` where it has one, else the text itself. */
  readonly key: string
  readonly parts: readonly string[]
}

/** A text file is cut at line ends into passages of at least so many characters: about an abstract's length. */
const passageLength = 1_000

/**
 * Documents of a text or JSONL file (`.jsonl`, `.ndjson`; `.gz` on top is unpacked) in the file's order. Of JSONL rows the `fields` are
 * taken; rows where one of them is empty are passed over. Throws TrainingError with the line at fault, or where there is no text at all.
 */
export async function readDocuments(path: string, fields: readonly string[] = ['text']): Promise<Document[]> {
  const isJson = /\.(jsonl|ndjson)(\.gz)?$/.test(path)
  const documents: Document[] = []
  try {
    const lines = createInterface({ input: openText(path), crlfDelay: Number.POSITIVE_INFINITY })
    for await (const document of isJson ? rowDocuments(lines, fields, path) : passages(lines)) documents.push(document)
  } catch (cause) {
    if (cause instanceof TrainingError) throw cause
    throw new TrainingError('training-data', `${path} cannot be read (${(cause as Error).message}): check the path and the file.`, {
      cause,
    })
  }
  if (documents.length === 0) throw new TrainingError('training-data', `${path} holds no text to train on.`)
  return documents
}

/** The text that a language model learns: a document's parts, one a line. */
export function textOf({ parts }: Document): string {
  return parts.join('\n')
}

/**
 * The `heldOutCount` documents with the smallest sha256 of their key, and the others, both in the order of that hash. So a document's side
 * depends on its key alone and not on the file's order, a smaller held-out set is part of a larger one, and the training part is shuffled.
 */
export function splitByHash(documents: readonly Document[], heldOutCount: number): { heldOut: Document[]; training: Document[] } {
  if (heldOutCount >= documents.length) {
    throw new TrainingError(
      'training-data',
      `${heldOutCount} documents are to be held out of ${documents.length}: nothing is left to train on. Give more text, or hold out fewer.`,
    )
  }
  const hashed = documents.map((document) => ({ document, hash: createHash('sha256').update(document.key).digest('hex') }))
  hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1))
  const sorted = hashed.map(({ document }) => document)
  return { heldOut: sorted.slice(0, heldOutCount), training: sorted.slice(heldOutCount) }
}

function openText(path: string): Readable {
  const file = createReadStream(path)
  if (!path.endsWith('.gz')) return file
  const unpacked = createGunzip()
  file.on('error', (error) => unpacked.destroy(error)).pipe(unpacked)
  return unpacked
}

async function* rowDocuments(lines: AsyncIterable<string>, fields: readonly string[], path: string): AsyncGenerator<Document> {
  let number = 0
  for await (const line of lines) {
    number++
    if (line.trim() === '') continue
    const row = parseRow(line, `${path}, line ${number}`)
    const parts = fields.map((field) => {
      const value = row[field]
      if (typeof value === 'string') return value.trim()
      const known = Object.keys(row).filter((key) => typeof row[key] === 'string')
      throw new TrainingError(
        'training-data',
        `${path}, line ${number} has no text in the field "${field}". Texts are in ${known.join(', ') || 'none of its fields'}: name them.`,
      )
    })
    if (parts.every((part) => part !== '')) yield { key: String(row.id ?? parts.join('\n')), parts }
  }
}

function parseRow(line: string, place: string): Record<string, unknown> {
  try {
    const row: unknown = JSON.parse(line)
    if (typeof row === 'object' && row !== null) return row as Record<string, unknown>
  } catch (cause) {
    throw new TrainingError('training-data', `${place} is no JSON (${(cause as Error).message}).`, { cause })
  }
  throw new TrainingError('training-data', `${place} is no JSON object: a row has its text in a field.`)
}

async function* passages(lines: AsyncIterable<string>): AsyncGenerator<Document> {
  let passage = ''
  for await (const line of lines) {
    passage += `${line}\n`
    if (passage.length < passageLength) continue
    yield { key: passage, parts: [passage.trimEnd()] }
    passage = ''
  }
  if (passage.trim() !== '') yield { key: passage, parts: [passage.trimEnd()] }
}
