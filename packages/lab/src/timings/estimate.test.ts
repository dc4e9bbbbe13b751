import { expect, it } from 'vitest'

import { addWords, openTestLab, runToEnd } from '../testing/test-lab.ts'

it('says what would be missing, and nothing once it is there', async () => {
  await using opened = await openTestLab()
  const ask = () => opened.lab.estimate('counter', { experiment: 'with-data', size: 'smoke' })
  expect(await ask()).toMatchObject({
    seconds: null,
    model: null,
    downloads: [],
    missing: [expect.stringContaining('words.txt')],
    place: 1,
  })
  await addWords(opened.dataFolder)
  expect(await ask()).toMatchObject({ missing: [] })
})

it('names the model that would run and the place in the queue', async () => {
  const environment = { OFFPRINT_CHAT_URL: 'http://127.0.0.1:1', OFFPRINT_CHAT_MODEL: 'tiny' }
  await using opened = await openTestLab({ environment })
  await opened.lab.startTry('counter', { text: 'a' }, { requester: 'me' })
  expect(await opened.lab.estimate('counter', { experiment: 'with-chat', size: 'smoke' })).toMatchObject({
    model: 'chat (tiny)',
    missing: [],
    place: 2,
  })
})

it('expects of a try what tries took before on this machine', async () => {
  await using opened = await openTestLab()
  const { lab } = opened
  const { id } = await lab.startTry('counter', { text: 'a', steps: 1 }, { requester: 'me' })
  await runToEnd(lab, id)
  const { seconds } = await lab.estimate('counter', { try: true })
  expect(seconds).toBeGreaterThan(0.01)
  expect(seconds).toBeLessThan(20)
  expect((await lab.estimate('counter', {})).seconds).toBeNull()
})

it('refuses to estimate what cannot run', async () => {
  await using opened = await openTestLab()
  await expect(opened.lab.estimate('card-only', { try: true })).rejects.toMatchObject({ code: 'not-runnable' })
  await expect(opened.lab.estimate('counter', { experiment: 'with-data', size: 'full' })).rejects.toMatchObject({ code: 'bad-input' })
})
