import { join } from 'node:path'

import { findChromium, needs } from '@offprint/tools/needs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { runPrograms } from './testing/programs.ts'
import { servePage } from './testing/serve.ts'
import type { WebOptions } from './web.ts'

type Answer = { device: string; isIsolated: boolean; elapsedMs: number; results: Record<string, number[]> }

// Sums in another order differ in the last of 7 digits; four steps of training carry that on.
const tolerance = 1e-5

let browser: Browser | undefined
beforeAll(async () => {
  if (findChromium() === undefined) return
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
})
afterAll(async () => browser?.close())

const cases = [
  { name: 'on one thread of a plain page', options: { threads: 1 }, isIsolated: false },
  { name: 'on two threads of an isolated page', options: { threads: 2 }, isIsolated: true },
  { name: 'where a GPU is asked for, by it or by wasm', options: { device: 'webgpu' }, isIsolated: true },
] as const

describe('in the browser, training, decoding and Mamba-2 give what they give in Node', () => {
  for (const { name, options, isIsolated } of cases) {
    it(
      name,
      { timeout: 60_000 },
      needs('chromium', async () => {
        const answer = await ask(options, isIsolated)
        expect(answer.isIsolated).toBe(isIsolated)
        const expected = await runPrograms()
        for (const [program, values] of Object.entries(expected)) {
          expect(answer.results[program].length).toBe(values.length)
          for (const [i, value] of values.entries()) {
            expect(Math.abs(answer.results[program][i] - value), `${program} ${i}`).toBeLessThan(tolerance * Math.max(1, Math.abs(value)))
          }
        }
      }),
    )
  }
})

async function ask(options: WebOptions, isIsolated: boolean): Promise<Answer> {
  await using served = await servePage(join(import.meta.dirname, 'testing/page.ts'), { isIsolated })
  const page = await (browser as Browser).newPage()
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) expect.unreachable(message.text())
  })
  await page.goto(served.address)
  await page.waitForFunction('globalThis.runPrograms')
  return (await page.evaluate(`runPrograms(${JSON.stringify(options)})`)) as Answer
}
