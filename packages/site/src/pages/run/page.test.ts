import { expect, it } from 'vitest'
import { run, sampleBlocks, sampleResult } from '../../testing/lab.ts'
import { sampleSite } from '../../testing/rooms.ts'

const show = (given: Parameters<typeof run>[0]) => sampleSite({ runs: [run({ id: 'r', ...given })] }).text('/runs/r')

it('shows a run under way with its bar, a way to cancel, and a reload for browsers without scripts', async () => {
  const html = await show({ state: 'running', progress: { done: 29, total: 40, unit: 'tokens' } })
  expect(html).toContain('29 of 40 tokens')
  expect(html).toContain('action="/runs/r/cancel"')
  expect(html).toContain('<noscript><meta http-equiv="refresh"')
  expect(html).toContain('data-live-run="/runs/r/events"')
})

it('shows the place in the queue', async () => {
  expect(await show({ state: 'queued', place: 3 })).toContain('Place 3 in the queue')
})

it('shows what a try gave and what it ran on, to nobody who searches', async () => {
  const html = await show({ result: { blocks: sampleBlocks, note: 'A note.' }, input: { text: 'Dear <b>' } })
  expect(html).toContain('Dear reader, |please fold| here.')
  expect(html).toContain('Dear &lt;b&gt;')
  expect(html).toContain('content="noindex"')
  expect(html).not.toContain('live-run')
})

it('shows the figures of an experiment, what they mean for the claims, and the command that repeats it', async () => {
  const html = await show({ kind: 'experiment', experiment: 'creases', size: 'small', result: sampleResult })
  expect(html).toMatch(/precision<\/th><td class="figure">84\.2 %<\/td><td class="figure">78\.0–89\.0 \(95 %\)<\/td><td class="figure">120/)
  expect(html).toMatch(/folds are found: here 84\.2 %, paper 91\.0 %.*partly/)
  expect(html).toContain('<code>offprint experiment folding --size small --seed 1</code>')
  expect(html).not.toContain('noindex')
})

it('says how a run ended that gave nothing, and how to start again', async () => {
  expect(await show({ state: 'failed', error: 'The model is not installed.' })).toMatch(
    /This run failed.*The model is not installed\..*Start it again/,
  )
  expect(await show({ state: 'cancelled' })).toContain('This run was cancelled')
  expect(await show({ state: 'interrupted' })).toContain('This run was interrupted')
})

it('hands out files as downloads, whatever is in them', async () => {
  const site = sampleSite({ runs: [run({ id: 'r', result: { blocks: sampleBlocks } })] })
  const answer = await site.get('/runs/r/files/8/creases.json')
  expect([await answer.text(), answer.headers.get('content-type')]).toEqual(['{"creases":1}', 'application/octet-stream'])
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  for (const wrong of ['0', '99', 'x', '-1']) expect((await site.get(`/runs/r/files/${wrong}/a`)).status).toBe(404)
})
