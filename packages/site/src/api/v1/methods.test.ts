import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

const { get } = sampleSite()

it('lists the methods, those with only a card too', async () => {
  const { methods } = (await (await get('/api/v1/methods')).json()) as { methods: { slug: string; runnable: boolean }[] }
  expect(methods.map(({ slug, runnable }) => [slug, runnable])).toEqual([
    ['folding', true],
    ['binding', false],
  ])
})

it('gives the schema of a method’s form', async () => {
  expect(await (await get('/api/v1/methods/folding')).json()).toMatchObject({ try: { schema: { required: ['text'] } } })
  expect((await get('/api/v1/methods/none')).status).toBe(404)
})
