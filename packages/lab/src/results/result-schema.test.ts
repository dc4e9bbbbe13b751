import { expect, it } from 'vitest'

import { sampleResult } from '../testing/sample-result.ts'
import { parseResult } from './result-schema.ts'

const text = (more: object) => JSON.stringify({ ...sampleResult, ...more })

it('takes a complete result, with series and blocks as they are', () => {
  const series = [{ id: 's', x: { label: 'x', scale: 'log' }, y: { label: 'y' }, lines: [{ name: 'l', points: [[0, 1]], labels: ['a'] }] }]
  const blocks = [{ type: 'table', columns: [{ name: 'a' }], rows: [[1]] }]
  expect(parseResult(text({ series, blocks }), 'f')).toEqual({ ...sampleResult, series, blocks })
})

it('names the file and the first field that does not fit', () => {
  expect(() => parseResult(text({ size: 'huge' }), 'results/a.json')).toThrow(/^results\/a\.json is not a recorded result: size/)
  expect(() => parseResult(text({ figures: [{ id: 'a', value: null, unit: '', n: 1 }] }), 'f')).toThrow(/figures\.0\.value/)
  expect(() => parseResult('[', 'f')).toThrow(/^f is not JSON/)
})
