import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

const { text, get } = sampleSite()

it('lists every claim with its paper, both figures and the verdict', async () => {
  const html = await text('/claims')
  expect(html).toContain('href="/papers/2512.00011?tab=claims"')
  expect(html).toMatch(/folds are found.*84\.2 %.*claimed 91\.0 %/)
})

it('narrows the ledger to one verdict', async () => {
  expect(await text('/claims?verdict=partly')).toContain('folds are found</p>')
  expect(await text('/claims?verdict=holds')).toContain('No claim has the verdict “holds”')
  expect((await get('/claims?verdict=perhaps')).status).toBe(400)
})
