import { expect, it } from 'vitest'

import type { VerifyRow } from '../lab.ts'
import { addWords, openTestLab } from '../testing/test-lab.ts'

async function verifyRows(
  opened: Awaited<ReturnType<typeof openTestLab>>,
  slugs: string[] = [],
  signal?: AbortSignal,
): Promise<VerifyRow[]> {
  const rows: VerifyRow[] = []
  for await (const event of opened.lab.verify(slugs, signal)) if ('row' in event) rows.push(event.row)
  return rows
}

it('makes every check of every method again, with its data where they are', async () => {
  await using opened = await openTestLab()
  await addWords(opened.dataFolder)
  const rows = await verifyRows(opened)
  expect(rows.map(({ slug, check, holds }) => [slug, check, holds])).toEqual([
    ['counter', 'two and two', true],
    ['counter', 'a third', false],
    ['counter', 'letters', true],
    ['counter', 'chat', null],
  ])
})

it('keeps to the methods named and refuses a name that is none', async () => {
  await using opened = await openTestLab()
  expect(await verifyRows(opened, ['card-only'])).toEqual([])
  await expect(verifyRows(opened, ['nobody'])).rejects.toMatchObject({ code: 'unknown-method' })
})

it('ends early when asked to, and its process with it', async () => {
  await using opened = await openTestLab()
  expect(await verifyRows(opened, [], AbortSignal.abort())).toEqual([])
  for await (const _ of opened.lab.verify(['counter'])) break
})
