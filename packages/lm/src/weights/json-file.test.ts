import { expect, it } from 'vitest'

import { parseLooseJson, readJsonFile } from './json-file.ts'

it('reads the bare Infinity and NaN of Python, and leaves texts alone', () => {
  const text = '{"limit": [0.0, Infinity], "low": -Infinity, "none": NaN, "text": "Infinity \\" NaN, -Infinity"}'
  expect(parseLooseJson(text, 'x')).toEqual({ limit: [0, Infinity], low: -Infinity, none: null, text: 'Infinity " NaN, -Infinity' })
})

it('names a file that is no JSON or is not there', async () => {
  expect(() => parseLooseJson('{"a": Infinity', 'config.json')).toThrow(
    expect.objectContaining({ code: 'weights-format', message: expect.stringContaining('config.json is no JSON') }),
  )
  await expect(readJsonFile('/nowhere/config.json')).rejects.toMatchObject({
    code: 'weights-missing',
    message: expect.stringContaining('ENOENT'),
  })
})
