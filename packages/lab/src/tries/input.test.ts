import { expect, it } from 'vitest'
import { z } from 'zod'

import { LabError } from '../lab.ts'
import { parseTryInput } from './input.ts'

const schema = z.object({ text: z.string().min(1), steps: z.number().int().default(3) })

it('fills in what the form has a default for', () => {
  expect(parseTryInput(schema, { text: 'a' })).toEqual({ text: 'a', steps: 3 })
})

it('names every field that does not fit, and one that the form lacks', () => {
  const issues = (input: unknown) => {
    try {
      return parseTryInput(schema, input)
    } catch (error) {
      return error instanceof LabError ? [error.code, ...error.issues.map(({ path }) => path)] : error
    }
  }
  expect(issues({ text: '', steps: 1.5 })).toEqual(['bad-input', 'text', 'steps'])
  expect(issues({ text: 'a', speed: 1 })).toEqual(['bad-input', 'speed'])
  expect(issues('text')).toEqual(['bad-input', ''])
  expect(() => parseTryInput(schema, { text: 'a', speed: 1 })).toThrow('speed: the form has no such field')
  expect(() => parseTryInput(schema, {})).toThrow('text: is missing')
  expect(() => parseTryInput(schema, { text: 5 })).toThrow('text: is 5, and a string is needed')
})
