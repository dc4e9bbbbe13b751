import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, it } from 'vitest'

const folder = join(import.meta.dirname, '..')
const readme = join(folder, 'README.md')
const example = join(folder, 'examples/character-model.ts')

it('the first example trains on a text: its loss falls by a third', () => {
  const output = execFileSync(process.execPath, [example, readme], { encoding: 'utf8' })
  const losses = Array.from(output.matchAll(/step \d+: ([\d.]+) nats/g), ([, loss]) => Number(loss))
  expect(losses.length).toBe(5)
  expect(losses[4]).toBeLessThan((losses[0] * 2) / 3)
})

it('the README shows it as it is', () => {
  expect(readFileSync(readme, 'utf8').split('```ts\n')[1].split('```')[0]).toBe(readFileSync(example, 'utf8'))
})
