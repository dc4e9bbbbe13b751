import { expect, it } from 'vitest'
import { sampleSite } from '../testing/rooms.ts'

const start = (headers: Record<string, string>, origin?: string) =>
  sampleSite({ config: { origin } }).post('/methods/folding/try', { text: 'Dear reader', folds: '3', paper: 'laid' }, headers)

it('takes a form of our own pages', async () => {
  expect((await start({ origin: 'http://localhost', 'sec-fetch-site': 'same-origin' })).status).toBe(303)
  expect((await start({ origin: 'http://localhost' })).status).toBe(303)
})

it('refuses a form that another site sent', async () => {
  expect((await start({ origin: 'https://elsewhere.example' })).status).toBe(403)
  expect((await start({ origin: 'null' })).status).toBe(403)
  expect((await start({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  expect((await start({ 'sec-fetch-site': 'same-site' })).status).toBe(403)
})

it('takes what a program sends that is no browser', async () => {
  expect((await start({})).status).toBe(303)
})

it('measures by the public address where one is configured', async () => {
  expect((await start({ origin: 'https://papers.example' }, 'https://papers.example')).status).toBe(303)
  expect((await start({ origin: 'http://localhost' }, 'https://papers.example')).status).toBe(403)
})

it('lets everybody read', async () => {
  expect((await sampleSite().get('/', { origin: 'https://elsewhere.example' })).status).toBe(200)
})
