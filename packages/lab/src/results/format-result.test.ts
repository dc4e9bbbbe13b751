import { expect, it } from 'vitest'

import { sampleResult } from '../testing/sample-result.ts'
import { formatResult } from './format-result.ts'
import { parseResult } from './result-schema.ts'

it('reads back as the same result', () => {
  expect(parseResult(formatResult(sampleResult), 'file')).toEqual(sampleResult)
})

it('writes the same text whatever the order of its keys', () => {
  const reversed = Object.fromEntries(Object.entries(sampleResult).reverse()) as typeof sampleResult
  expect(formatResult(reversed)).toBe(formatResult(sampleResult))
})

it('keeps a figure on one line, breaks what is long, and ends with a line break', () => {
  const points = Array.from({ length: 40 }, (_, i) => [i, i * i] as const)
  const series = [{ id: 'curve', x: { label: 'x' }, y: { label: 'y' }, lines: [{ name: 'square', points }] }]
  const lines = formatResult({ ...sampleResult, series }).split('\n')
  expect(lines).toContain('  "figures": [{"id":"reached","value":10,"unit":"numbers","n":1}],')
  expect(lines).toContain('            [39,1521]')
  expect(lines.at(-1)).toBe('')
})
