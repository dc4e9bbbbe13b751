import { afterAll, expect, it } from 'vitest'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerSearch } from './search.ts'

const verbs = createVerbRunner()
afterAll(() => verbs[Symbol.asyncDispose]())

it('adds score and snippet to a paper, matches marked with two asterisks', async () => {
  const { rows, text } = await verbs.run(registerSearch, ['search', 'self-contradictory', 'hallucinations', '--limit', '1'])
  expect(rows).toMatchObject([{ id: '2305.15852', score: expect.any(Number), snippet: expect.stringMatching(/\*\*\w+\*\*/) }])
  expect(text).toContain('\x1b[1m')
  for (const mark of ['\u0002', '\u0003']) expect(`${rows[0].snippet}${text}`).not.toContain(mark)
})

it('says what to do where nothing matches', async () => {
  expect(await verbs.run(registerSearch, ['search', 'zzzqqq'])).toMatchObject({
    code: 0,
    rows: [],
    notes: [expect.stringContaining('fewer words')],
  })
})
