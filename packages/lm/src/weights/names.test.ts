import { readdirSync, readFileSync } from 'node:fs'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { openFile } from './file.ts'
import { matchNames } from './names.ts'
import { readSafetensorsHeader } from './safetensors.ts'

it('finds names with and without the prefix, and norms under their older names', () => {
  const { found, missing, unknown } = matchNames(
    ['h.0.attn.weight', 'h.0.attn.bias', 'h.0.LayerNorm.gamma', 'h.0.LayerNorm.beta', 'extra', 'mask'],
    ['transformer.h.0.attn.weight', 'transformer.h.0.LayerNorm.weight', 'transformer.h.0.LayerNorm.bias', 'lm_head.weight'],
    { prefix: 'transformer.', ignored: /^mask$/ },
  )
  expect(found.get('transformer.h.0.attn.weight')).toBe('h.0.attn.weight')
  expect(found.get('transformer.h.0.LayerNorm.bias')).toBe('h.0.LayerNorm.beta')
  expect([missing, unknown]).toEqual([['lm_head.weight'], ['extra']])
})

it('finds a name that has the prefix where the model itself leaves it out', () => {
  expect(matchNames(['bert.embeddings.weight'], ['embeddings.weight'], { prefix: 'bert.' }).missing).toEqual([])
})

it(
  'takes no parameter for a buffer: every one with a gradient is left over where nothing was asked for',
  needs('shared', async () => {
    const root = sharedPath('data/golden-models')
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    for (const { name } of folders) {
      const { grad_norms } = JSON.parse(readFileSync(`${root}/${name}/expected.json`, 'utf8')) as { grad_norms: Record<string, number> }
      await using file = await openFile(`${root}/${name}/model.safetensors`)
      const { unknown } = matchNames((await readSafetensorsHeader(file)).tensors.keys(), [], { prefix: '' })
      expect(Object.keys(grad_norms).filter((parameter) => !unknown.includes(parameter))).toEqual([])
    }
    expect(folders.length).toBeGreaterThan(20)
  }),
)
