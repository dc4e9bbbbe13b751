import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerDoctor } from './doctor.ts'

it('finds a new home in order, and names the papers that run', async () => {
  await using verbs = createVerbRunner()
  const { code, rows, text } = await verbs.run(registerDoctor, ['doctor'])
  expect(code).toBe(0)
  expect(rows.map(({ check }) => check)).toEqual(expect.arrayContaining(['machine', 'home', 'database', 'catalogue', 'methods']))
  expect(text).toMatch(/✓ methods: .*lib-tokenizer/)
})

it('tells of a damaged database beside what is well', async () => {
  await using verbs = createVerbRunner()
  writeFileSync(join(verbs.home, 'offprint.sqlite'), 'this is no database, and long enough to be taken for one')
  const { code, text } = await verbs.run(registerDoctor, ['doctor'])
  expect(code).toBe(1)
  expect(text).toMatch(/✓ home[^✕]*✕ database: .*not an SQLite database/s)
})

it('says that a DATABASE_URL is not used', async () => {
  await using verbs = createVerbRunner({ DATABASE_URL: 'postgres://localhost/offprint' })
  expect(await verbs.run(registerDoctor, ['doctor'])).toMatchObject({
    code: 1,
    text: expect.stringMatching(/✕ database.*\n.*DATABASE_URL/),
  })
})
