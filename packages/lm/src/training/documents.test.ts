import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { readDocuments, splitByHash, textOf } from './documents.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-documents-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

const rows =
  '{"id": "a", "title": "T1", "abstract": " One. "}\n\n{"id": "b", "title": "", "abstract": "Two."}\n{"title": "T3", "abstract": "Three."}\n'

it('reads the fields asked for of each row, packed or not, and passes over rows where one is empty', async () => {
  const documents = await readDocuments(await file('a.jsonl', rows), ['title', 'abstract'])
  expect(documents.map(({ key }) => key)).toEqual(['a', 'T3\nThree.'])
  expect(documents.map(textOf)).toEqual(['T1\nOne.', 'T3\nThree.'])
  expect(await readDocuments(await file('a.jsonl.gz', gzipSync(rows)), ['title', 'abstract'])).toEqual(documents)
})

it('cuts a text file at line ends into passages that together are the text', async () => {
  const text = Array.from({ length: 100 }, (_, i) => `Line ${i} of a text that goes on for a while.`).join('\n')
  const documents = await readDocuments(await file('a.txt', text))
  expect(documents.length).toBe(5)
  expect(documents.map(textOf).join('\n')).toBe(text)
})

it('names the line at fault, the fields that a row has, and a file that cannot be read', async () => {
  await expect(readDocuments(await file('b.jsonl', '{"text": "a"}\n{"body": "b", "n": 1}'))).rejects.toThrow(
    /b\.jsonl, line 2 has no text in the field "text"\. Texts are in body/,
  )
  await expect(readDocuments(await file('c.jsonl', '{"text": "a"}\n{"te'))).rejects.toThrow(/c\.jsonl, line 2 is no JSON/)
  await expect(readDocuments(await file('d.jsonl', '7\n'))).rejects.toThrow(/line 1 is no JSON object/)
  await expect(readDocuments(await file('e.txt', '\n \n'))).rejects.toThrow(/holds no text/)
  await expect(readDocuments(join(folder, 'none.txt'))).rejects.toMatchObject({ code: 'training-data' })
  await expect(readDocuments(await file('f.txt.gz', 'not packed'))).rejects.toMatchObject({ code: 'training-data' })
})

it('holds documents out by their key alone: in any order, and a smaller set is part of a larger one', () => {
  const documents = Array.from({ length: 50 }, (_, i) => ({ key: `paper ${i}`, parts: [`text ${i}`] }))
  const { heldOut, training } = splitByHash(documents, 10)
  expect(splitByHash(documents.toReversed(), 10)).toEqual({ heldOut, training })
  expect(splitByHash(documents, 4).heldOut).toEqual(heldOut.slice(0, 4))
  expect(new Set([...heldOut, ...training]).size).toBe(50)
  const hash = (key: string) => createHash('sha256').update(key).digest('hex')
  const byHash = documents.map(({ key }) => key).sort((a, b) => (hash(a) < hash(b) ? -1 : 1))
  expect(heldOut.map(({ key }) => key)).toEqual(byHash.slice(0, 10))
  expect(() => splitByHash(documents, 50)).toThrow(/50 documents are to be held out of 50/)
})
