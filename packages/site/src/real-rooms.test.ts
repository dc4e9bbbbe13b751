import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createCatalogue } from '@offprint/papers'
import { createTemporaryStore } from '@offprint/store/testing'
import { expect, it } from 'vitest'

import { createApp } from './app.ts'
import { listLab } from './testing/lab.ts'

const now = () => new Date('2025-12-24T18:00:00.000Z')
const record = (title: string) => ({ title, abstract: 'About $n$ creases.', authors: ['Łukasz Crease'], featuredAt: '2025-12-24' })

async function setUp() {
  const store = await createTemporaryStore()
  const catalogue = await createCatalogue({ store, cards: [], now })
  await catalogue.importRecords([record('Folding letters'), { ...record('Ink that waits'), doi: '10.5555/ink.2025/7' }], 'person')
  const app = createApp({ catalogue, lab: listLab(), now })
  const text = async (path: string) => (await app.request(path)).text()
  return { store, app, text, [Symbol.asyncDispose]: () => store.close() }
}

const writeOnePaper = (path: string) => `
  import { createCatalogue } from '@offprint/papers'
  import { openStore } from '@offprint/store'
  const store = await openStore({ path: ${JSON.stringify(path)} })
  const catalogue = await createCatalogue({ store, cards: [] })
  await catalogue.importRecords([{ title: 'Another process was here', featuredAt: '2025-12-24' }], 'person')
  await store.close()
`

it('shows what the real catalogue holds: feed, search, author, DOI, API', async () => {
  await using site = await setUp()
  expect(await site.text('/')).toContain('Folding letters')
  expect(await site.text('/search?q=folding')).toContain('<mark>Folding</mark>')
  expect(await site.text('/authors/lukasz-crease')).toContain('2 papers')
  expect(await site.text('/papers/doi:10.5555/ink.2025/7')).toContain('<a href="/authors/lukasz-crease">Łukasz Crease</a>')
  expect(await (await site.app.request('/api/daily_papers?date=2025-12-24')).json()).toHaveLength(2)
  expect((await site.app.request(`/search?q=${'fold+'.repeat(300)}`)).status).toBe(414)
})

it('shows a write of another process on a kept page within a second', async () => {
  await using site = await setUp()
  expect(await site.text('/date/2025-12-24')).not.toContain('Another process')
  const writer = spawn(process.execPath, ['--input-type=module', '-e', writeOnePaper(site.store.path)], {
    cwd: import.meta.dirname,
    stdio: 'inherit',
  })
  const [code] = await once(writer, 'exit')
  const written = performance.now()
  expect(code).toBe(0)
  while (!(await site.text('/date/2025-12-24')).includes('Another process was here')) {
    expect(performance.now() - written).toBeLessThan(1000)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
})
