import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import type { Result } from '../lab.ts'
import { openTestLab, runToEnd } from '../testing/test-lab.ts'
import { loadRecorded } from './load-recorded.ts'

async function recordOne(opened: Awaited<ReturnType<typeof openTestLab>>): Promise<{ id: string; file: string; result: Result }> {
  const { id } = await opened.lab.startExperiment('counter', { requester: 'cli' })
  const run = await runToEnd(opened.lab, id)
  return { id, file: await opened.lab.record(id), result: run.result as Result }
}

const cardsOf = ({ lab }: Awaited<ReturnType<typeof openTestLab>>) => new Map(lab.methods().map(({ slug, card }) => [slug, card]))

it('brings a recorded run to another machine: its page, its claims, and its place in the cache', async () => {
  await using first = await openTestLab()
  const { file, result } = await recordOne(first)
  expect(file).toBe(join(first.resultsFolder, 'counter/count-small.json'))
  await using second = await openTestLab({ resultsFolder: first.resultsFolder })
  const [standing] = await second.lab.claims('counter')
  expect(standing).toMatchObject({ verdict: 'holds', measured: 10, olderCode: false, interval: { low: 9, high: 11 } })
  expect(await second.lab.findRun(standing.run!)).toMatchObject({ state: 'done', result: JSON.parse(JSON.stringify(result)) })
  expect(await second.lab.startExperiment('counter', { requester: 'cli' })).toEqual({ id: standing.run, cached: true })
})

it('adds nothing when loaded again, nor where the run was made', async () => {
  await using opened = await openTestLab()
  await recordOne(opened)
  const { db } = opened.store
  expect(await loadRecorded(db, opened.resultsFolder, cardsOf(opened))).toBe(0)
  await using other = await openTestLab({ resultsFolder: opened.resultsFolder })
  expect(await loadRecorded(other.store.db, opened.resultsFolder, cardsOf(other))).toBe(0)
  expect(await other.store.db.selectFrom('ledger').selectAll().execute()).toHaveLength(1)
})

it('shows a result of other code as older code, and runs it anew when asked', async () => {
  await using first = await openTestLab()
  const { file } = await recordOne(first)
  const result = JSON.parse(readFileSync(file, 'utf8')) as Result
  writeFileSync(file, JSON.stringify({ ...result, code: { ...result.code, method: '0'.repeat(64) } }))
  await using second = await openTestLab({ resultsFolder: first.resultsFolder })
  expect((await second.lab.claims('counter'))[0]).toMatchObject({ verdict: 'holds', olderCode: true })
  expect(await second.lab.startExperiment('counter', { requester: 'cli' })).toMatchObject({ cached: false })
})

it('names the file and the field of a result that does not fit', async () => {
  await using opened = await openTestLab()
  const folder = join(opened.resultsFolder, 'counter')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'count-small.json'), '{"slug": 3}')
  await expect(loadRecorded(opened.store.db, opened.resultsFolder, cardsOf(opened))).rejects.toThrow(
    /count-small\.json is not a recorded result: slug/,
  )
  writeFileSync(join(folder, 'count-small.json'), '{')
  await expect(loadRecorded(opened.store.db, opened.resultsFolder, cardsOf(opened))).rejects.toThrow(/count-small\.json is not JSON/)
})

it('records only an experiment that is done', async () => {
  await using opened = await openTestLab()
  const { id } = await opened.lab.startExperiment('counter', { requester: 'cli' })
  await expect(opened.lab.record(id)).rejects.toThrow(/is queued: only a finished one/)
  await expect(opened.lab.record('none')).rejects.toMatchObject({ code: 'unknown-run' })
})
