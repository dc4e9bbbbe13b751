import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { createTemporaryStore } from '@offprint/store/testing'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

import type { ImportEvent } from './catalogue.ts'
import { importFrom } from './import-from.ts'
import { arxivAtom } from './importers/arxiv-atom.ts'
import { dailyPapersPage } from './importers/daily-papers-page.ts'
import { huggingFaceJson } from './importers/hugging-face-json.ts'
import { startServer } from './network/recording-server.ts'

const store = await createTemporaryStore()
const folder = await mkdtemp(join(tmpdir(), 'offprint-import-'))
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  await store.db.deleteFrom('papers').execute()
})

async function importAll(
  source: string,
  { base = 'http://127.0.0.1:1', allowAnyHost = false, year }: { base?: string; allowAnyHost?: boolean; year?: number } = {},
) {
  const settings = { arxivBase: base, huggingFaceBase: base, timeoutMs: 500, longestPauseMs: 500 }
  const events: ImportEvent[] = []
  const steps = importFrom(store, source, settings, { now: new Date('2026-01-01T00:00:00Z'), allowAnyHost, year })
  let step = await steps.next()
  for (; !step.done; step = await steps.next()) events.push(step.value)
  return { events, report: step.value }
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}

describe('a file', () => {
  it('is imported with its failed records, its progress and its report', async () => {
    const { events, report } = await importAll(await file('page.txt', dailyPapersPage.sample.text), { year: 2025 })
    expect(report).toMatchObject({ added: 3, changed: 0, unchanged: 0, failed: 1 })
    expect(events).toEqual([
      { failed: dailyPapersPage.sample.failed[0] },
      { progress: { done: expect.any(Number), total: expect.any(Number), unit: 'bytes', note: '3 papers' } },
    ])
    expect((await importAll(join(folder, 'page.txt'), { year: 2025 })).report).toMatchObject({ added: 0, changed: 0, unchanged: 3 })
  })

  it('is meant where its name reads like an arXiv id', async () => {
    const here = process.cwd()
    process.chdir(folder)
    try {
      await file('2401.00009', '{"title":"From the file"}')
      expect((await importAll('2401.00009')).report.added).toBe(1)
    } finally {
      process.chdir(here)
    }
  })

  it.each([
    ['nothing there', () => join(folder, 'missing.txt'), 'not-found'],
    ['a folder', () => folder, 'is-folder'],
    ['an empty file', () => file('empty.txt', ''), 'empty'],
    ['blanks only', () => file('blank.txt', '\n \n'), 'empty'],
    ['an unknown format', () => file('x.pdf', '%PDF-1.7'), 'unknown-format'],
    ['bytes that are no text', () => file('x.bin', Buffer.from([0, 1, 2, 255, 254])), 'unknown-format'],
  ])('is refused in words: %s', async (_, path, code) => {
    await expect(importAll(await path())).rejects.toMatchObject({ name: 'ImportError', code })
    expect(await store.db.selectFrom('papers').select('seq').execute()).toEqual([])
  })
})

describe('the network', () => {
  const replay: RequestListener = ({ url = '' }, response) => {
    if (url.startsWith('/api/query?id_list=2401.00001')) response.end(arxivAtom.sample.text)
    else if (url.startsWith('/api/query')) response.end('<feed xmlns="http://www.w3.org/2005/Atom"><title>nothing</title></feed>')
    else if (url.startsWith('/api/daily_papers')) response.end(huggingFaceJson.sample.text)
    else response.writeHead(404).end('<html>no</html>')
  }

  it('gives a paper by its arXiv id, and a day by its address', async () => {
    await using server = await startServer(replay)
    expect((await importAll('arXiv:2401.00001v2', server)).report.added).toBe(2)
    expect((await importAll('https://huggingface.co/papers?date=2024-01-03', server)).report).toMatchObject({ changed: 1, failed: 1 })
    expect(server.requests).toEqual(['/api/query?id_list=2401.00001v2&max_results=1', '/api/daily_papers?date=2024-01-03'])
    // What arXiv says stays, what only Hugging Face knows is added.
    const [paper] = await store.db.selectFrom('papers').selectAll().where('id', '=', '2401.00001').execute()
    expect(paper).toMatchObject({
      title: 'A Study of Widgets & Gadgets',
      imported_upvotes: 10,
      featured_at: '2024-01-03',
      remark: '12 pages',
    })
  })

  it('says that arXiv does not know an id', async () => {
    await using server = await startServer(replay)
    await expect(importAll('2401.99999', server)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('knows no paper 2401.99999'),
    })
    await expect(importAll('https://huggingface.co/papers/2401.99999', server)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('imports an Atom address of any host only for somebody who may', async () => {
    await using server = await startServer((_, response) => response.end(arxivAtom.sample.text))
    await expect(importAll(`${server.base}/feed.atom`)).rejects.toMatchObject({ code: 'address-refused' })
    expect((await importAll(`${server.base}/feed.atom`, { allowAnyHost: true })).report).toMatchObject({ added: 2, failed: 2 })
  })

  it('keeps what came before an answer broke off', async () => {
    const { text } = arxivAtom.sample
    await using server = await startServer((_, response) => {
      response.writeHead(200, { 'content-length': String(text.length * 2) }).write(text)
      setTimeout(() => response.destroy(), 50)
    })
    await expect(importAll('2401.00001', server)).rejects.toMatchObject({ code: 'broken-off' })
    expect(await store.db.selectFrom('papers').select('seq').execute()).toHaveLength(2)
  })
})
