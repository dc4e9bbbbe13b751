import { expect, it } from 'vitest'
import { z } from 'zod'
import { fieldsOf, inputOf, startValues } from './fields.ts'

const schema = z.object({
  text: z.string().min(1).max(5000).meta({ title: 'Text', description: 'What to read.', multiline: true }),
  topic: z.enum(['vision', 'speech']).default('vision'),
  strength: z.number().min(0).max(50).default(30),
  tokenCount: z.int().positive().optional(),
  verbose: z.boolean().default(false),
  name: z.string().optional(),
})
const fields = fieldsOf(z.toJSONSchema(schema, { io: 'input' }) as Record<string, unknown>)
const field = (name: string) => fields.find((one) => one.name === name)

it('gives each type of the schema its control, in the schema’s order', () => {
  expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
    ['text', 'long-text'],
    ['topic', 'choice'],
    ['strength', 'number'],
    ['tokenCount', 'number'],
    ['verbose', 'flag'],
    ['name', 'text'],
  ])
  expect(field('topic')?.choices).toEqual(['vision', 'speech'])
  expect(field('strength')).toMatchObject({ min: 0, max: 50, step: 'any', default: 30, required: false })
  expect(field('tokenCount')).toMatchObject({ title: 'Token Count', step: 1, max: undefined })
  expect(field('text')).toMatchObject({ title: 'Text', required: true, maxLength: 5000 })
})

it('turns a posted form into what the schema takes', () => {
  const input = inputOf(fields, {
    text: 'one\r\ntwo',
    topic: 'speech',
    strength: '2.5',
    tokenCount: '',
    verbose: 'on',
    name: '',
    other: 'x',
  })
  expect(input).toEqual({ text: 'one\ntwo', topic: 'speech', strength: 2.5, verbose: true })
  expect(schema.safeParse(input).success).toBe(true)
})

it('leaves a number that is none as it was typed, so that the schema names it', () => {
  const input = inputOf(fields, { text: 'x', strength: 'much' })
  expect(input).toMatchObject({ strength: 'much', verbose: false })
  expect(schema.safeParse(input).error?.issues[0].path).toEqual(['strength'])
})

it('keeps a required text that is empty, so that its absence is said', () => {
  expect(inputOf(fields, { text: '' })).toMatchObject({ text: '' })
})

it('starts from the example over the defaults', () => {
  expect(startValues(fields, { text: 'A sample.' })).toMatchObject({ text: 'A sample.', topic: 'vision', strength: 30 })
})
