import { expect, it } from 'vitest'
import { z } from 'zod'

import { samplingFields, samplingOf } from './sampling.ts'

const schema = z.looseObject(samplingFields)

it("takes OpenAI's defaults, null for what is left out, and passes over what changes no answer", () => {
  const { stop, user } = schema.parse({ model: 'm', stop: null, temperature: null, presence_penalty: 0, logit_bias: {}, user: 'ada' })
  expect([stop, user]).toEqual([undefined, 'ada'])
  expect(samplingOf(schema.parse({ model: 'm', n: null }))).toMatchObject({ n: 1, stop: [], temperature: 1, topP: 1 })
})

it('draws from another seed each time where none is given, and from the same where one is, whatever its size', () => {
  expect(samplingOf({}).seed).not.toBe(samplingOf({}).seed)
  expect(samplingOf({ seed: 7 }).seed).toBe(7)
  for (const seed of [-7, 2 ** 40 + 7]) expect(samplingOf({ seed }).seed).toBe(7)
})

it('takes one stop string or several, and a top_p of 0 for the likeliest token', () => {
  expect(samplingOf(schema.parse({ model: 'm', stop: '\n' })).stop).toEqual(['\n'])
  expect(samplingOf(schema.parse({ model: 'm', stop: ['a', 'b'] })).stop).toEqual(['a', 'b'])
  expect(samplingOf({ top_p: 0, temperature: 1 }).temperature).toBe(0)
})

it.each([{ n: 33 }, { n: 1.5 }, { top_p: 2 }, { stop: Array(17).fill('a') }, { presence_penalty: 0.5 }, { seed: 'x' }])(
  'refuses %j',
  (field) => {
    expect(schema.safeParse({ model: 'm', ...field }).error?.issues[0].path[0]).toBe(Object.keys(field)[0])
  },
)
