import { existsSync, readdirSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath } from '@offprint/tools/needs'
import { describe, expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { checkRecorded } from './check.ts'

const root = sharedPath('data/golden-models')
const folders = existsSync(root) ? readdirSync(root).filter((name) => existsSync(join(root, name, 'expected.json'))) : ['golden-models']

const rowsOf = (path: string) => Array.fromAsync(checkRecorded(path, { roots: [] }))

describe('the recorded model', () => {
  it.for(folders)('%s: outputs, gradients and what it writes', (name, context) =>
    needs('shared', async () => {
      const rows = await rowsOf(join(root, name))
      expect(rows.filter(({ holds }) => holds !== true)).toEqual([])
      expect(rows.length).toBeGreaterThanOrEqual(8)
    })(context),
  )
})

it.for([
  ['decoding.json', 42],
  ['train.json', 8],
  ['lora.json', 4],
] as const)('every case of %s holds', ([file, count], context) =>
  needs('shared', async () => {
    const rows = await rowsOf(join(root, file))
    expect(rows.filter(({ holds }) => holds !== true)).toEqual([])
    expect(rows).toHaveLength(count)
  })(context),
)

describe('a wrong value is seen', () => {
  type Expected = {
    single: { logits: number[][] }
    greedy: { tokens_cached: number[] }
    continuation: { logprobs: number[] }
    grad_norms: Record<string, number>
    grad_first: Record<string, number[]>
    loss: { value: number }
  }
  const name = 'model.layers.1.mlp.up_proj.weight'
  const changes: readonly [string, (expected: Expected) => void][] = [
    ['single logits', ({ single }) => (single.logits[3][7] += 2e-4)],
    ['loss', ({ loss }) => (loss.value += 2e-4)],
    ['grad_norms', ({ grad_norms }) => (grad_norms[name] *= 1.002)],
    ['grad_first', ({ grad_first }) => grad_first[name].reverse()],
    ['continuation logprobs', ({ continuation }) => (continuation.logprobs[2] += 2e-4)],
    ['greedy cached', ({ greedy }) => (greedy.tokens_cached[5] = 1)],
  ]

  it(
    'in each part of an expected.json, and only there',
    needs('shared', async () => {
      const copy = await mkdtemp(join(tmpdir(), 'offprint-golden-'))
      try {
        await cp(join(root, 'llama'), copy, { recursive: true })
        const expected = (await readJsonFile(join(copy, 'expected.json'))) as Expected
        for (const [, change] of changes) change(expected)
        await rm(join(copy, 'expected.json'), { force: true })
        await writeFile(join(copy, 'expected.json'), JSON.stringify(expected))
        const failing = (await rowsOf(copy)).filter(({ holds }) => !holds)
        expect(failing.map((row) => row.case.replace('expected.json: ', ''))).toEqual(changes.map(([row]) => row))
        expect(failing.find((row) => row.case.endsWith('grad_norms'))?.reason).toContain(name)
      } finally {
        await rm(copy, { recursive: true, force: true })
      }
    }),
  )

  it(
    'of a model of unknown architecture, without giving up the other files',
    needs('shared', async () => {
      const copy = await mkdtemp(join(tmpdir(), 'offprint-golden-'))
      try {
        for (const model of ['gpt2', 'odd']) await cp(join(root, 'gpt2'), join(copy, model), { recursive: true })
        await rm(join(copy, 'odd/config.json'), { force: true })
        await writeFile(join(copy, 'odd/config.json'), '{"model_type": "odd"}')
        const rows = await rowsOf(copy)
        const failing = rows.filter(({ holds }) => holds !== true)
        expect(failing).toMatchObject([{ holds: false, reason: expect.stringContaining('"odd"') }])
        expect(rows.length).toBeGreaterThan(10)
      } finally {
        await rm(copy, { recursive: true, force: true })
      }
    }),
  )

  it(
    'of another model than the recorded one, and of a file that lacks a part',
    needs('shared', async () => {
      const other = await Array.fromAsync(
        checkRecorded(join(root, 'xlm_roberta/expected.json'), { roots: [], model: join(root, 'roberta') }),
      )
      expect(other.some(({ holds }) => holds === false)).toBe(true)
      const copy = await mkdtemp(join(tmpdir(), 'offprint-golden-'))
      const { stream: _, ...rest } = (await readJsonFile(join(root, 'train.json'))) as Record<string, unknown>
      await writeFile(join(copy, 'train.json'), JSON.stringify({ ...rest, stream: 'none' }))
      const [row] = await rowsOf(join(copy, 'train.json'))
      expect(row).toMatchObject({ holds: false, reason: expect.stringContaining('stream') })
      await rm(copy, { recursive: true })
    }),
  )
})
