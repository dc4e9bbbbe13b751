import { LabError } from '@offprint/lab'
import { BadInputError } from '@offprint/papers'
import { expect, it } from 'vitest'
import { sampleSite } from '../testing/rooms.ts'
import { labProblem, problemOf } from './errors.ts'

it('answers JSON under /api, never a page, with the reason in the header too', async () => {
  const { get } = sampleSite()
  for (const address of [
    '/api/papers/none',
    '/api/nothing',
    '/api/daily_papers?date=2025-13-40',
    '/api/v1/papers?limit=x',
    '/api/agent-harnesses',
  ]) {
    const answer = await get(address)
    const { error } = (await answer.json()) as { error: string }
    expect([address, answer.headers.get('x-error-message')]).toEqual([address, error])
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  }
})

it('puts hostile input into pages and headers as text', async () => {
  const { get } = sampleSite()
  const page = await (await get('/papers/%3Cscript%3Ealert(1)%3C%2Fscript%3E')).text()
  expect(page).not.toContain('<script>alert')
  expect((await get('/api/papers/a%0D%0Aset-cookie:x')).headers.get('set-cookie')).toBeNull()
})

it('gives each refusal of the lab its status, and says when to come back', () => {
  const busy = labProblem(new LabError('queue-full', 'Twenty runs wait.', { retryAfterSeconds: 61.2 }))
  expect([busy.status, busy.headers['retry-after'], busy.advice]).toEqual([503, '62', expect.stringContaining('62 seconds')])
  expect(labProblem(new LabError('bad-input', 'Wrong.', { issues: [{ path: 'text', message: 'is empty' }] })).message).toBe(
    'Wrong. text: is empty',
  )
  const told = new LabError('bad-input', 'Size huge is none.', { issues: [{ path: 'size', message: 'Size huge is none.' }] })
  expect(labProblem(told).message).toBe('Size huge is none.')
})

it('takes the catalogue’s own refusals as the person’s to mend', () => {
  const tooLong = new BadInputError('query-too-long', 'The query has 2,000 characters.')
  expect([problemOf(tooLong).status, problemOf(tooLong).message]).toEqual([414, 'The query has 2,000 characters.'])
  expect(problemOf(new TypeError('x is undefined')).message).not.toContain('undefined')
})

it('says that the disk is full or the database busy, and nothing of other failures of the store', () => {
  const failed = (code: string) => problemOf(Object.assign(new Error(`/home/ada/x.sqlite: ${code}`), { name: 'StoreError', code }))
  expect([failed('disk-full').status, failed('read-only').status, failed('busy').status]).toEqual([507, 503, 503])
  expect(failed('disk-full').message).toMatch(/disk.*full/)
  expect(failed('busy').headers).toEqual({ 'retry-after': '5' })
  for (const code of ['disk-full', 'corrupt']) expect(failed(code).message).not.toContain('/home')
  expect(failed('corrupt').status).toBe(500)
})

it('shows a page about a catalogue that does not answer without asking it', async () => {
  const { get, catalogue } = sampleSite()
  const broken = async () => {
    throw new Error('locked')
  }
  Object.assign(catalogue, { count: broken, day: broken, withCards: broken })
  expect((await get('/')).status).toBe(500)
  expect((await get('/healthz')).status).toBe(503)
})
