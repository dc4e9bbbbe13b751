import { expect, it } from 'vitest'
import { sampleSite } from '../../testing/rooms.ts'

const { text, get } = sampleSite()

it('lists the papers of a name', async () => {
  const html = await text('/authors/jun-sato')
  expect(html).toMatch(/<h1 id="list-heading">Jun Sato<\/h1>.*2 papers/)
  expect(html.match(/<h3>/g)).toHaveLength(2)
})

it('answers 404 for a name that nobody has', async () => {
  expect((await get('/authors/nobody')).status).toBe(404)
})
