import { afterAll, expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerPapers } from './papers.ts'

const verbs = createVerbRunner()
afterAll(() => verbs[Symbol.asyncDispose]())

it('lists the built-in papers of a new home, as many as asked for', async () => {
  expect((await verbs.run(registerPapers, ['papers'])).rows).toHaveLength(47)
  const { code, rows } = await verbs.run(registerPapers, ['papers', '--limit', '3'])
  expect([code, rows.length]).toEqual([0, 3])
})

it('says that a day has no papers, and refuses what is no day', async () => {
  expect(await verbs.run(registerPapers, ['papers', '--date', '2020-01-01'])).toMatchObject({
    code: 0,
    rows: [],
    notes: ['No papers on 2020-01-01.'],
  })
  await expect(verbs.run(registerPapers, ['papers', '--date', '2025-13-40'])).rejects.toMatchObject({ code: 'bad-day' })
})

it('stops with 130 where it was cancelled', async () => {
  expect(await verbs.run(registerPapers, ['papers'], AbortSignal.abort())).toMatchObject({ code: 130, rows: [] })
})
