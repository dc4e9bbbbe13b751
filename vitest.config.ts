import { defineConfig } from 'vitest/config'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'tools/src/**/*.test.ts'],
    // Native add-ons can abort a pool of threads (DESIGN.md, Libraries): every file runs in a process of its own.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ['./tools/src/reporter.ts'],
  },
})
