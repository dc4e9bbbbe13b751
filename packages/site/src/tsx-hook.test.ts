import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const hook = join(import.meta.dirname, 'tsx-hook.ts')
const page = join(import.meta.dirname, 'components/notice.tsx')

function runNode(script: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

it('lets Node read a page as it is', () => {
  const script = `await import(${JSON.stringify(hook)}); const { Notice } = await import(${JSON.stringify(page)}); console.log(String(Notice({ title: 'A & B' })))`
  expect(runNode(script)).toContain('<h2>A &amp; B</h2>')
})

it('is needed: without it Node refuses', () => {
  expect(() => runNode(`await import(${JSON.stringify(page)})`)).toThrow(/ERR_UNKNOWN_FILE_EXTENSION/)
})
