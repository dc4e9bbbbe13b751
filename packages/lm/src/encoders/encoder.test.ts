import { join } from 'node:path'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'

import { readJsonFile } from '../weights/json-file.ts'
import { loadEncoder } from './load.ts'

type Padded = { input_ids: number[][]; attention_mask: number[][]; token_type_ids: number[][]; positions: number[][]; logits: number[][] }

it(
  'gives the recorded logits of a padded batch of two-text inputs',
  needs('shared', async () => {
    const folder = sharedPath('data/golden-models/bert')
    const { right_padded: found } = (await readJsonFile(join(folder, 'expected.json'))) as { right_padded: Padded }
    using encoder = await loadEncoder(folder)
    const real = (rows: number[][]) => rows.map((row, i) => row.filter((_, j) => found.attention_mask[i][j] === 1))
    const { logits, mask, pooled } = await encoder.forward(real(found.input_ids), { tokenTypes: real(found.token_type_ids) })
    found.positions.forEach(([row, column], i) => {
      found.logits[i].forEach((value, j) => {
        expect(Math.abs((logits!.data as Float32Array)[(row * mask.shape[1] + column) * 128 + j] - value)).toBeLessThan(1e-4)
      })
    })
    expect(pooled?.shape).toEqual([2, 32])
  }),
)

it(
  'captures hidden states and attention maps, one batch as its rows one by one',
  needs('shared', async () => {
    using encoder = await loadEncoder(sharedPath('data/golden-models/roberta'))
    const capture = { hiddenStates: true, attentions: true }
    const texts = [
      [5, 9, 33, 70],
      [8, 12],
    ]
    const both = await encoder.forward(texts, { capture })
    expect(both.hiddenStates).toHaveLength(3)
    expect(both.attentions?.[1].shape).toEqual([2, 4, 4, 4])
    const alone = await encoder.forward([texts[1]], { capture })
    alone.hidden.data.forEach((value, i) => {
      expect(Math.abs(Number(value) - Number(both.hidden.data[4 * 32 + i]))).toBeLessThan(1e-5)
    })
    // The second text's queries give nothing to its padding.
    const map = both.attentions![0].data as Float32Array
    expect(map[4 * 16 + 2]).toBe(0)
  }),
)

it(
  'refuses texts that are too long and models of another kind',
  needs('shared', async () => {
    using encoder = await loadEncoder(sharedPath('data/golden-models/roberta'))
    // 66 positions, of which the first two are the padding's.
    await expect(encoder.forward([Array(65).fill(7)])).rejects.toThrow(/65 tokens are more than the 64/)
    await expect(loadEncoder(sharedPath('data/golden-models/gpt2'))).rejects.toThrow(/type gpt2, of kind decoder/)
  }),
)
