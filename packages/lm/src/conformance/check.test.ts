import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { checkRecorded } from './check.ts'
import type { CheckRow } from './recorded.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offprint-check-'))
})
afterAll(() => rm(folder, { recursive: true }))

const roots = [testModelPath(''), sharedPath('data/models'), sharedPath('mirror')]
async function check(path: string, options: object = {}): Promise<CheckRow[]> {
  const rows: CheckRow[] = []
  for await (const row of checkRecorded(path, { roots, ...options })) rows.push(row)
  return rows
}
/** A recorded file with something changed in it. */
async function changed(name: string, change: (json: never) => void): Promise<string> {
  const json = await readJsonFile(sharedPath(`data/golden-real/${name}`))
  change(json as never)
  await writeFile(join(folder, name), JSON.stringify(json))
  return join(folder, name)
}

const golden = [
  ['tokenizer-cases.json', ['shared', 'smollm2'], 351],
  ['tokenizers.json', ['shared'], 600],
  ['gguf.json', ['shared', 'smollm2'], 274],
  ['chat.json', ['shared', 'smollm2'], 12],
  ['potion.json', ['shared'], 161],
] as const

describe('what was recorded of real models', () => {
  for (const [file, wanted, rows] of golden) {
    it(
      `holds in every case of ${file}`,
      needs(wanted, async () => {
        const found = await check(sharedPath(`data/golden-real/${file}`))
        expect(found.filter(({ holds }) => holds !== true)).toEqual([])
        expect(found).toHaveLength(rows)
      }),
    )
  }
})

describe('what is wrong is seen', () => {
  it(
    'in a changed id, a changed vector, a changed tensor and a changed text',
    needs(['shared', 'smollm2'], async () => {
      const failing = async (path: string) => (await check(path)).filter(({ holds }) => !holds).map((row) => row.case)
      expect(
        await failing(await changed('tokenizer-cases.json', ({ cases }: { cases: { ids: number[] }[] }) => cases[3].ids.push(1))),
      ).toEqual(['text 3 (english)'])
      expect(
        await failing(
          await changed(
            'potion.json',
            ({ sentences }: { sentences: { unit_first16: number[] }[] }) => (sentences[5].unit_first16[7] += 1e-5),
          ),
        ),
      ).toEqual(['sentence 5 vector'])
      expect(
        await failing(
          await changed('gguf.json', ({ tensors }: { tensors: { sum_squares: number }[] }) => {
            tensors.splice(0, tensors.length, ...tensors.slice(1, 4))
            tensors[1].sum_squares *= 1 + 2e-6
          }),
        ),
      ).toEqual(['tensor blk.0.ffn_down.weight'])
      expect(
        await failing(
          await changed('chat.json', ({ conversations }: { conversations: { text: string }[] }) => (conversations[2].text += ' ')),
        ),
      ).toEqual(['conversation 2'])
    }),
  )
})

it(
  'checks a folder, file by file, and tells what it lacks',
  needs('shared', async () => {
    const path = await mkdtemp(join(folder, 'several-'))
    const potion = await readJsonFile(sharedPath('data/golden-real/potion.json'))
    await writeFile(join(path, 'a.json'), JSON.stringify(potion))
    await writeFile(join(path, 'b.json'), JSON.stringify({ ...(potion as object), weights_sha256: '0'.repeat(64) }))
    await writeFile(join(path, 'config.json'), '{}')
    const rows = await check(path)
    expect(rows.filter(({ holds }) => holds)).toHaveLength(161)
    expect(rows.at(-1)).toMatchObject({
      case: 'b.json: golden-real/potion 1',
      holds: null,
      reason: expect.stringContaining('sha256 000000000000…'),
    })
  }),
)

it(
  'takes the model that is named instead of the one that was meant',
  needs('shared', async () => {
    const path = await changed('potion.json', (json: { weights_sha256: string }) => (json.weights_sha256 = '0'.repeat(64)))
    const rows = await check(path, { roots: [], model: sharedPath('data/models/potion-base-4M-int8') })
    expect(rows.every(({ holds }) => holds)).toBe(true)
  }),
)

it('says what it cannot check', async () => {
  await writeFile(join(folder, 'odd.json'), '{"format": "odd 9"}')
  await expect(check(join(folder, 'odd.json'))).rejects.toThrow(/has the format "odd 9"; known are .*golden-real\/gguf 1/)
  await expect(check(join(folder, 'none.json'))).rejects.toThrow(/is not there/)
  await expect(check(await mkdtemp(join(folder, 'empty-')))).rejects.toThrow(/nothing is recorded/)
})
