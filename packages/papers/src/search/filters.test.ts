import { createTemporaryStore, samplePaper } from '@offprint/store/testing'
import { expect, it } from 'vitest'

import { isEmpty, toCondition, toMatch } from './filters.ts'
import { parseQuery } from './query.ts'

async function left(text: string): Promise<string[]> {
  await using store = await createTemporaryStore()
  const paper = (id: string, published_at: string | null, categories: string[]) =>
    samplePaper({ id, published_at, categories: JSON.stringify(categories) })
  await store.db
    .insertInto('papers')
    .values([
      paper('day', '2025-03-18', ['cs.CL']),
      paper('evening', '2025-03-18T23:59:59.999Z', ['cs.LG', 'stat.ML']),
      paper('later', '2025-03-19T00:00:00.000Z', ['physics.comp-ph']),
      paper('undated', null, []),
    ])
    .execute()
  const rows = await store.db
    .selectFrom('papers')
    .select('id')
    .where(toCondition(parseQuery(text))!)
    .orderBy('seq')
    .execute()
  return rows.map(({ id }) => id)
}

it.each([
  ['after:2025-03-18', ['day', 'evening', 'later']],
  ['after:2025-03-19', ['later']],
  ['before:2025-03-18', ['day', 'evening']],
  ['before:2025-03', ['day', 'evening', 'later']],
  ['cat:cs', ['day', 'evening']],
  ['cat:stat.ml', ['evening']],
  ['cat:cs.C', []],
  ['cat:physics.comp-ph after:2025', ['later']],
])('%s leaves %j', async (text, ids) => {
  expect(await left(text)).toEqual(ids)
})

it('a query without days and categories is no condition', () => {
  expect(toCondition(parseQuery('words author:x org:y'))).toBeUndefined()
})

it('words and phrases are matched anywhere, authors and organisations in their place', () => {
  expect(toMatch(parseQuery('big "red dog" author:ann org:acme'))).toEqual({
    phrases: ['big', 'red dog'],
    names: ['ann'],
    organizations: ['acme'],
  })
  expect(isEmpty(toMatch(parseQuery('after:2025')))).toBe(true)
  expect(isEmpty(toMatch(parseQuery('author:ann')))).toBe(false)
})
