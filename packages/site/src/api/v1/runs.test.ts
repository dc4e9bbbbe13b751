import { expect, it } from 'vitest'
import { run } from '../../testing/lab.ts'
import { sampleSite } from '../../testing/rooms.ts'

const setUp = () => {
  const site = sampleSite({ runs: [run({ id: 'try-1', input: { text: 'private' } })] })
  const send = (method: string, path: string, body?: object) =>
    site.app.request(path, { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) })
  return { ...site, send }
}

it('starts a try with input and an experiment without', async () => {
  const { send } = setUp()
  expect(await (await send('POST', '/api/v1/runs', { slug: 'folding', input: { text: 'Dear' } })).json()).toEqual({
    id: 'run-2',
    deleteToken: 'token-1',
    cached: false,
  })
  expect(await (await send('POST', '/api/v1/runs', { slug: 'folding', size: 'smoke' })).json()).toMatchObject({ deleteToken: null })
})

it('hands on the lab’s refusals with their status', async () => {
  const { send } = setUp()
  const wrong = await send('POST', '/api/v1/runs', { slug: 'folding', input: { text: '' } })
  expect([wrong.status, await wrong.json()]).toEqual([400, { error: expect.stringContaining('text: A letter has') }])
  expect((await send('POST', '/api/v1/runs', { slug: 7 })).status).toBe(400)
})

it('shows a run without the text that was pasted', async () => {
  const { get } = setUp()
  const answer = await get('/api/v1/runs/try-1')
  expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining('private')])
  expect((await get('/api/v1/runs/none')).status).toBe(404)
})

it('cancels a run, and deletes a try only with its token', async () => {
  const { send, get } = setUp()
  expect(await (await send('POST', '/api/v1/runs/try-1/cancel')).json()).toMatchObject({ state: 'cancelled' })
  expect((await send('DELETE', '/api/v1/runs/try-1?token=guess')).status).toBe(403)
  expect((await send('DELETE', '/api/v1/runs/try-1?token=token-1')).status).toBe(200)
  expect((await get('/api/v1/runs/try-1')).status).toBe(404)
})
