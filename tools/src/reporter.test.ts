import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

it('counts skipped tests by reason and closes with what passed and failed, files that do not load too', () => {
  const folder = mkdtempSync(join(root, 'node_modules/.reporter-'))
  try {
    const tests = `import { expect, it } from 'vitest'
      it('passes', () => {})
      it('fails', () => expect(1).toBe(2))
      for (const n of [1, 2]) it('is skipped ' + n, ({ skip }) => skip('needs a moon'))`
    writeFileSync(join(folder, 'four.test.js'), tests)
    writeFileSync(join(folder, 'broken.test.js'), "import './nothing.js'")
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const { stdout, status } = spawnSync(
      process.execPath,
      [vitest, 'run', '--root', folder, '--reporter', join(root, 'tools/src/reporter.ts')],
      { encoding: 'utf8' },
    )
    expect(stdout).toContain('\nskipped 2: needs a moon\n')
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('1 passed, 2 failed')
    expect(status).toBe(1)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
