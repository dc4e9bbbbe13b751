import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { findChromium, needs } from '@offprint/tools/needs'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Served } from './serve.ts'
import { startServer } from './serve.ts'
import { run, sampleBlocks, sampleResult, sampleSeries } from './testing/lab.ts'
import { sampleSite } from './testing/rooms.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const live = run({ id: 'live', state: 'running', progress: { done: 29, total: 40, unit: 'tokens', series: sampleSeries() } })
const site = sampleSite({
  runs: [
    run({ id: 'try', result: { blocks: sampleBlocks, note: 'A note.' }, input: { text: 'Dear reader' } }),
    run({ id: 'experiment', kind: 'experiment', experiment: 'creases', size: 'small', result: sampleResult }),
    run({ id: 'failed', state: 'failed', error: 'The model is not installed.' }),
    live,
  ],
})
site.lab.follow = async function* (id, signal) {
  for (let done = 29; done < 40 && !signal?.aborted; done++) {
    yield { ...live, progress: { done, total: 40, unit: 'tokens', series: sampleSeries() } }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  site.lab.runs.set(id, { ...live, state: 'done', result: { blocks: sampleBlocks } })
}

const addresses = [
  ...['/', '/date/2025-12-23', '/date/2026-01-01', '/week/2025-W52', '/month/2025-12', '/trending', '/papers', '/search', '/search?q=fold'],
  ...['/papers/2512.00011', '/papers/2512.00011?tab=try', '/papers/2512.00011?tab=experiment', '/papers/2512.00011?tab=claims'],
  ...['/papers/doi:10.5555/ink.2025/7', '/claims', '/methods', '/authors/jun-sato', '/about/ranking', '/runs/try', '/runs/experiment'],
  ...['/runs/failed', '/nothing/here', '/date/x'],
]

let served: Served
let browser: Browser | undefined
beforeAll(async () => {
  if (findChromium() === undefined) return
  served = await startServer({ app: site.app, port: 0, host: '127.0.0.1' })
  browser = await chromium.launch({ executablePath: findChromium(), args: flags })
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

/** A page that fails its test where a script threw or the content policy refused something. */
async function open(address: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> {
  const page = await (browser as Browser).newPage(options)
  page.on('pageerror', (error) => expect.unreachable(`${address}: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) expect.unreachable(`${address}: ${message.text()}`)
  })
  await page.goto(served.address + address)
  return page
}

/** What axe-core finds that is serious. It is evaluated, not injected: our own policy would refuse a script tag. */
async function seriousFindings(page: Page, options: object): Promise<string[]> {
  type Finding = { id: string; impact: string; nodes: { html: string }[] }
  const { violations } = (await page.evaluate(`${axe}; axe.run(${JSON.stringify(options)})`)) as { violations: Finding[] }
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)
}

it(
  'has nothing serious for axe-core to find on any page',
  needs('chromium', async () => {
    const page = await open('/', { colorScheme: 'light' })
    for (const address of addresses) {
      await page.goto(served.address + address)
      expect([address, await seriousFindings(page, {})]).toEqual([address, []])
    }
    await page.close()
  }),
  60_000,
)

it(
  'has enough contrast on dark paper too',
  needs('chromium', async () => {
    const page = await open('/', { colorScheme: 'dark' })
    for (const address of ['/', '/papers/2512.00011?tab=try', '/claims', '/methods', '/runs/try', '/runs/failed', '/nothing/here']) {
      await page.goto(served.address + address)
      expect([address, await seriousFindings(page, { runOnly: ['color-contrast'] })]).toEqual([address, []])
    }
    await page.close()
  }),
  60_000,
)

it(
  'never scrolls sideways on a phone',
  needs('chromium', async () => {
    const page = await open('/', { viewport: { width: 390, height: 844 } })
    for (const address of addresses) {
      await page.goto(served.address + address)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([address, width]).toEqual([address, 390])
    }
    await page.close()
  }),
  60_000,
)

it(
  'leads from the feed to search, paper, try, experiment and claims',
  needs('chromium', async () => {
    const page = await open('/')
    await page.keyboard.press('/')
    await page.keyboard.type('folding')
    await page.keyboard.press('Enter')
    await page.getByRole('link', { name: 'Folding letters' }).click()
    await page.getByRole('link', { name: 'Try' }).click()
    await page.getByLabel('Letter').fill('My own letter')
    await page.getByRole('button', { name: 'Run' }).click()
    await expect.poll(() => page.url()).toMatch(/\/runs\/run-\d+$/)
    await page.goto(`${served.address}/papers/2512.00011`)
    await page.getByRole('link', { name: 'Experiment' }).click()
    expect(await page.getByRole('button', { name: 'Run smoke' }).count()).toBe(1)
    await page.getByRole('link', { name: 'Claims 1' }).click()
    expect(await page.getByText('folds are found').count()).toBeGreaterThan(0)
    await page.close()
  }),
  30_000,
)

it(
  'draws the progress of a run as it comes, and shows the result when it ends',
  needs('chromium', async () => {
    const page = await open('/runs/live')
    await expect
      .poll(() => page.locator('.progress-text').textContent())
      .toMatch(/\d+ of 40 tokens · \d+(\.\d+)? tokens\/s · [\d.]+ s left/)
    expect(await page.locator('.live-plot svg').count()).toBe(1)
    await expect.poll(() => page.locator('.outcome').count(), { timeout: 5000 }).toBe(1)
    await page.close()
  }),
  30_000,
)

it(
  'opens a token’s numbers by a click and all of them by one key',
  needs('chromium', async () => {
    const page = await open('/runs/try')
    await page.locator('.token', { hasText: 'reader' }).click()
    expect(await page.locator('.token-numbers').textContent()).toContain('0.9 · twice')
    await page.keyboard.press('t')
    expect(await page.getByRole('cell', { name: 'reader,␣' }).isVisible()).toBe(true)
    await page.close()
  }),
  30_000,
)

it(
  'works without scripts: forms post, and a run’s page loads itself again',
  needs('chromium', async () => {
    site.lab.runs.set('quiet', run({ id: 'quiet', state: 'running', progress: { done: 1, total: 2, unit: 'folds' } }))
    const page = await open('/runs/quiet', { javaScriptEnabled: false })
    expect(await page.locator('.progress-text').textContent()).toContain('1 of 2 folds')
    site.lab.runs.set('quiet', run({ id: 'quiet', result: { blocks: sampleBlocks } }))
    await expect.poll(() => page.locator('.outcome').count(), { timeout: 8000 }).toBe(1)
    await page.close()
  }),
  30_000,
)
