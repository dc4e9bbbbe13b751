import { pino } from 'pino'
import { expect, it } from 'vitest'
import { run } from '../testing/lab.ts'
import { sampleSite } from '../testing/rooms.ts'

function logged() {
  const lines: string[] = []
  const site = sampleSite({
    config: { log: pino({ base: null }, { write: (line) => lines.push(line) }) },
    runs: [run({ id: 'secret-run' })],
  })
  return { ...site, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') }
}

it('writes one line a request with the route, the status and the time', async () => {
  const { get, lines, last } = logged()
  const answer = await get('/papers/2512.00011')
  expect(lines).toHaveLength(1)
  expect(last()).toMatchObject({ method: 'GET', route: '/papers/:id{.+}', status: 200, requestId: answer.headers.get('x-request-id') })
})

it('never writes what people typed, nor the address of a run', async () => {
  const { get, post, lines } = logged()
  await get('/search?q=private+words')
  await get('/runs/secret-run')
  await get('/nothing/private')
  await post('/methods/folding/try', { text: 'private text', folds: '3' })
  await get('/api/daily_papers', { authorization: 'Bearer hf_private' })
  expect(lines).toHaveLength(5)
  expect(lines.join('')).not.toMatch(/private|secret/)
})

it('writes what failed with its stack, and tells the person only the request’s number', async () => {
  const { get, catalogue, lines } = logged()
  catalogue.day = async () => {
    throw new Error('disk on fire')
  }
  const answer = await get('/date/2025-12-24')
  const text = await answer.text()
  expect(answer.status).toBe(500)
  expect(text).toContain(answer.headers.get('x-request-id'))
  expect(text).not.toContain('fire')
  expect(lines.join('')).toContain('disk on fire')
})
