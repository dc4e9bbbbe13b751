import { afterAll, expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerClaims } from './claims.ts'

const verbs = createVerbRunner()
afterAll(() => verbs[Symbol.asyncDispose]())

it('has a row for each claim of a paper, with the public fields', async () => {
  const { rows, text } = await verbs.run(registerClaims, ['claims', 'self-contradiction'])
  expect(rows.length).toBeGreaterThan(5)
  for (const row of rows)
    expect(Object.keys(row)).toEqual(['slug', 'claim', 'metric', 'unit', 'paper', 'measured', 'interval', 'n', 'kind', 'verdict', 'run'])
  expect(text).toMatch(/paper 0\.91\b/)
})

it('has the claims of every paper without a name, and refuses a name that is none', async () => {
  const slugs = new Set((await verbs.run(registerClaims, ['claims'])).rows.map(({ slug }) => slug))
  expect(slugs.size).toBe(47)
  await expect(verbs.run(registerClaims, ['claims', 'nope'])).rejects.toMatchObject({ code: 'unknown-method' })
})
