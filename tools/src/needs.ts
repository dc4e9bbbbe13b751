import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestContext } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const shared = resolve(root, '../shared')

/** The path of a file of the shared material beside the checkout; a test that reads it says so with `needs('shared', …)`. */
export function sharedPath(path: string): string {
  return join(shared, path)
}

const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser of the browser tests: `CHROMIUM`, else the system's own; undefined where there is none. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM, ...chromiumPaths].find((path) => path && existsSync(path))
}

/** Where real models for tests lie: `OFFPRINT_TEST_MODELS`, else a folder in the user's cache that `.ci/run` fills. */
export function testModelPath(path: string): string {
  return join(process.env.OFFPRINT_TEST_MODELS ?? join(homedir(), '.cache/offprint-test-models'), path)
}

const requirements = {
  shared: { reason: 'needs ../shared', here: () => existsSync(join(shared, 'data/README.md')) },
  chromium: { reason: 'needs chromium', here: () => findChromium() !== undefined },
  smollm2: { reason: 'needs the model SmolLM2-135M-Instruct', here: () => existsSync(testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf')) },
  minilm: { reason: 'needs the model all-MiniLM-L6-v2', here: () => existsSync(testModelPath('all-MiniLM-L6-v2/model.safetensors')) },
  // A registry is asked only where somebody said that there is one: `npm test` alone needs no network.
  network: {
    reason: 'needs a package registry (CI or OFFPRINT_TEST_NETWORK)',
    here: () => Boolean(process.env.CI || process.env.OFFPRINT_TEST_NETWORK),
  },
} as const satisfies Record<string, { reason: string; here: () => boolean }>

export type Requirement = keyof typeof requirements

/** Wraps a test's body: it runs where everything named is there, and is skipped with a counted reason where something is missing. */
export function needs(
  wanted: Requirement | readonly Requirement[],
  body: (context: TestContext) => unknown,
): (context: TestContext) => Promise<void> {
  return async (context) => {
    for (const name of [wanted].flat() as Requirement[]) {
      if (!requirements[name].here()) context.skip(requirements[name].reason)
    }
    await body(context)
  }
}
