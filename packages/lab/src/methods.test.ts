import { expect, it } from 'vitest'

import { loadMethods } from './methods.ts'
import { fixtureMethods } from './testing/test-lab.ts'

it('describes a method by its card, its form as JSON schema, and its experiments', async () => {
  const methods = await loadMethods(fixtureMethods)
  expect([...methods.keys()]).toEqual(['card-only', 'counter'])
  const { entry } = methods.get('counter')!
  expect(entry.try).toMatchObject({ title: 'Count', example: { text: 'one two' }, uses: { chat: false, embedder: false } })
  // A field with a default need not be given.
  expect(entry.try?.schema).toMatchObject({ required: ['text'], properties: { ending: { enum: ['result', 'throw', 'die', 'deaf'] } } })
  expect(entry.experiments.map(({ name, sizes }) => [name, sizes])).toEqual([
    ['count', ['smoke', 'small', 'full']],
    ['with-data', ['smoke']],
    ['with-chat', ['smoke']],
  ])
})

it('lists a folder that has only its card as not running', async () => {
  const { entry } = (await loadMethods(fixtureMethods)).get('card-only')!
  expect(entry).toEqual({ slug: 'card-only', card: entry.card, runnable: false, try: undefined, experiments: [] })
})
