import { expect, it } from 'vitest'
import { isTestOnly } from './test-only.ts'

it('knows tests and what they read by their path, at any depth', () => {
  for (const path of ['src/a.test.ts', 'src/b/page.test.tsx', 'src/testing/rooms.ts', 'src/x/testdata/a.json', 'src/testing.ts'])
    expect([path, isTestOnly(path)]).toEqual([path, true])
})

it('lets pass what merely sounds like it', () => {
  for (const path of ['src/index.ts', 'src/sampling.ts', 'src/contest.ts', 'src/testing-ground.ts', 'src/ops/samplers/top-k.ts'])
    expect([path, isTestOnly(path)]).toEqual([path, false])
})
