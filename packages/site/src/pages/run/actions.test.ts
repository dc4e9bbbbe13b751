import { expect, it } from 'vitest'
import { run } from '../../testing/lab.ts'
import { sampleSite } from '../../testing/rooms.ts'

const letter = { text: 'Dear reader\r\nfold here', folds: '4', paper: 'wove', seal: 'on' }

it('queues a try and leads to its page, where the browser that started it can delete it', async () => {
  const site = sampleSite()
  const answer = await site.post('/methods/folding/try', letter)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/runs/run-1'])
  expect(site.lab.runs.get('run-1')?.input).toEqual({ text: 'Dear reader\nfold here', folds: 4, paper: 'wove', seal: true })
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/Path=\/runs\/run-1.*HttpOnly.*SameSite=Strict/)
  site.lab.runs.set('run-1', run({ id: 'run-1' }))
  const own = await (await site.get('/runs/run-1', { cookie: cookie.split(';')[0] })).text()
  expect(own).toContain('value="token-1"')
  expect(await site.text('/runs/run-1')).not.toContain('token-1')
})

it('gives a refused form back as it was typed, with the mistake at its field', async () => {
  const answer = await sampleSite().post('/methods/folding/try', { ...letter, text: '' })
  const html = await answer.text()
  expect(answer.status).toBe(400)
  expect(html).toContain('A letter has at least one character.')
  expect(html).toMatch(/name="folds"[^>]* value="4"/)
})

it('says when to come back where too many wait, and keeps the text', async () => {
  const site = sampleSite({ runs: ['a', 'b'].map((id) => run({ id, state: 'queued' })) })
  const answer = await site.post('/methods/folding/try', letter)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '40'])
  expect(await answer.text()).toMatch(/Come back in 40 seconds.*fold here<\/textarea>/s)
})

it('queues an experiment of a size that it has, and no other', async () => {
  const site = sampleSite()
  expect((await site.post('/methods/folding/experiment', { experiment: 'creases', size: 'smoke' })).headers.get('location')).toBe(
    '/runs/run-1',
  )
  expect((await site.post('/methods/folding/experiment', { experiment: 'creases', size: 'full' })).status).toBe(404)
  expect((await site.post('/methods/none/experiment', {})).status).toBe(404)
})

it('cancels a run, and deletes a try only with its token', async () => {
  const site = sampleSite({ runs: [run({ id: 'r', state: 'running' })] })
  expect((await site.post('/runs/r/cancel', {})).status).toBe(303)
  expect(site.lab.runs.get('r')?.state).toBe('cancelled')
  expect((await site.post('/runs/r/delete', { token: 'guess' })).status).toBe(403)
  expect(await (await site.post('/runs/r/delete', { token: 'token-1' })).text()).toContain('This try is deleted')
  expect((await site.get('/runs/r')).status).toBe(404)
})
