import { expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerServe } from './serve.ts'

it('says where it listens, notes a database that it does not use, and stops when told', async () => {
  await using verbs = createVerbRunner({ PORT: '0', DATABASE_URL: 'postgres://localhost/offprint' })
  const said = await verbs.run(registerServe, ['serve'], AbortSignal.timeout(2_000))
  expect(said).toMatchObject({ code: 0, rows: [{ address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) }] })
  expect(said.text).toMatch(/47 papers, [1-9]\d* of them run here/)
  expect(said.notes).toEqual([expect.stringMatching(/DATABASE_URL.*offprint\.sqlite/)])
})
