import { join } from 'node:path'

import { findChromium } from '@offprint/tools/needs'
import { chromium } from 'playwright-core'

import { servePage } from '../../src/backends/testing/serve.ts'

export type WebStep = AsyncDisposable & { time(): Promise<number> }

/** A training step of the tiny GPT in chromium's wasm on one thread; undefined where there is no chromium. */
export async function openWebStep(batch: number, length: number): Promise<WebStep | undefined> {
  const executablePath = findChromium()
  if (!executablePath) return undefined
  const served = await servePage(join(import.meta.dirname, 'page.ts'))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const page = await browser.newPage()
  await page.goto(served.address)
  await page.waitForFunction('globalThis.prepareStep')
  await page.evaluate(`prepareStep(${batch}, ${length})`)
  return {
    time: () => page.evaluate('timeStep()'),
    async [Symbol.asyncDispose]() {
      await browser.close()
      await served[Symbol.asyncDispose]()
    },
  }
}
