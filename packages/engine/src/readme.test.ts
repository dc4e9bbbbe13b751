import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '..')
const readme = join(folder, 'README.md')

it('the first example of the README trains: its loss falls by a third', () => {
  const example = readFileSync(readme, 'utf8').split('```ts\n')[1].split('```')[0]
  const code = example.replace('process.argv[2]', JSON.stringify(readme))
  const output = execFileSync(process.execPath, ['--input-type=module-typescript', '--eval', code], { cwd: folder, encoding: 'utf8' })
  const losses = Array.from(output.matchAll(/step \d+: ([\d.]+) nats/g), ([, loss]) => Number(loss))
  expect(losses.length).toBe(5)
  expect(losses[4]).toBeLessThan((losses[0] * 2) / 3)
})
