import { expect, it } from 'vitest'

import { checkParameters } from './values.ts'

it('lets through what SQLite keeps as it is', () => {
  expect(() => checkParameters([null, 'text', 1, 1.5, 2n ** 60n, new Uint8Array(2)], 'select 1')).not.toThrow()
})

it('names the place of the value and shows the query', () => {
  expect(() => checkParameters(['fine', undefined], 'insert into meta')).toThrow(/Value 2 of a query is undefined.*insert into meta/)
})
