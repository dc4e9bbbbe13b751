import { expect, it } from 'vitest'
import { run, sampleSeries } from '../../testing/lab.ts'
import { sampleSite } from '../../testing/rooms.ts'

it('streams progress with the growing curve, and says when there is a result', async () => {
  const live = run({ id: 'r', state: 'running', progress: { done: 29, total: 40, unit: 'tokens', series: sampleSeries() } })
  const answer = await sampleSite({ runs: [live] }).get('/runs/r/events')
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const events = (await answer.text()).split('\n\n').filter(Boolean)
  expect(JSON.parse(events[0].replace('data: ', ''))).toMatchObject({ state: 'running', text: '29 of 40 tokens', done: 29, total: 40 })
  expect(events[0]).toContain('<svg')
  expect(events[1]).not.toContain('<svg')
  expect(events.at(-1)).toContain('event: end')
})

it('answers 404 for an unknown run', async () => {
  expect((await sampleSite().get('/runs/none/events')).status).toBe(404)
})
