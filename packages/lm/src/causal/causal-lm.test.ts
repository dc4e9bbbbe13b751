import { readFileSync } from 'node:fs'
import type { NdArray } from '@offprint/engine'
import { needs, sharedPath } from '@offprint/tools/needs'
import { describe, expect, it } from 'vitest'
import type { DecoderArchitecture } from '../architectures/architecture.ts'
import { findArchitecture } from '../architectures/find.ts'
import { argmax } from '../generation/distribution.ts'
import { openFile } from '../weights/file.ts'
import { nameParameters } from '../weights/parameters.ts'
import { readSafetensorsHeader, readStoredTensor } from '../weights/safetensors.ts'
import { type CausalLM, createCausalLM } from './causal-lm.ts'

// conformance/golden-models.test.ts has all of them.
const names = ['bloom', 'gpt2', 'llama_gqa']

async function load(name: string): Promise<{ model: CausalLM; expected: Record<string, never> }> {
  const read = (file: string) => readFileSync(sharedPath(`data/golden-models/${name}/${file}`), 'utf8')
  const json = JSON.parse(read('config.json').replaceAll(/\bInfinity\b/g, '1e999'))
  const architecture = (await findArchitecture(json.model_type)) as DecoderArchitecture
  const config = architecture.readConfig(json)
  await using file = await openFile(sharedPath(`data/golden-models/${name}/model.safetensors`))
  const tensors = new Map<string, NdArray>()
  for (const [key, tensor] of (await readSafetensorsHeader(file)).tensors) tensors.set(key, await readStoredTensor(file, tensor))
  const { parameters } = nameParameters(tensors, architecture, config)
  const model = createCausalLM({ name, sha256: '', precision: 'exact', tokenizer: undefined as never, architecture, config, parameters })
  return { model, expected: JSON.parse(read('expected.json')) }
}

/** Greedy tokens of a batch with a cache. */
async function greedy(model: CausalLM, prompts: number[][], count: number): Promise<number[][]> {
  const decoding = model.start(prompts.length)
  let next = (await decoding.next(prompts)).map(argmax)
  const generated = next.map((id) => [id])
  for (let step = 1; step < count; step++) {
    next = (await decoding.next(next.map((id) => [id]))).map(argmax)
    next.forEach((id, row) => {
      generated[row].push(id)
    })
  }
  return generated
}

describe.each(names)('%s', (name) => {
  it(
    'writes the recorded greedy tokens with its cache, alone and in a batch of unequal prompts',
    needs('shared', async () => {
      const { model, expected } = await load(name)
      using _ = model
      const single = expected.greedy as { prompt: number[]; tokens_cached: number[] }
      expect(await greedy(model, [single.prompt], single.tokens_cached.length)).toEqual([single.tokens_cached])
      const batch = expected.greedy_batch as { input_ids: number[][]; attention_mask: number[][]; tokens: number[][] }
      const prompts = batch.input_ids.map((row, i) => row.filter((__, j) => batch.attention_mask[i][j] === 1))
      expect(await greedy(model, prompts, batch.tokens[0].length)).toEqual(batch.tokens)
    }),
  )
})

describe('a running batch', () => {
  it(
    'goes on alike after its rows were reordered',
    needs('shared', async () => {
      const { model } = await load('llama_gqa')
      using _ = model
      const decoding = model.start(2)
      await decoding.next([
        [1, 2, 3],
        [4, 5],
      ])
      const straight = await decoding.next([[6], [7]])
      const [first, second] = straight.map((row) => row.slice())
      const swapped = model.start(2)
      await swapped.next([
        [1, 2, 3],
        [4, 5],
      ])
      swapped.select([1, 0, 1])
      const rows = await swapped.next([[7], [6], [7]])
      rows.forEach((row, i) => {
        expect(Math.max(...row.map((value, id) => Math.abs(value - [second, first, second][i][id])))).toBeLessThan(1e-5)
      })
    }),
  )

  it(
    'gives the same logits past the end of a bucket of its cache as a whole pass',
    needs('shared', async () => {
      const { model } = await load('mamba2')
      using _ = model
      const ids = Array.from({ length: 300 }, (__, i) => (i * 37) % 128)
      const { logits } = await model.forward([ids])
      const decoding = model.start(1)
      await decoding.next([ids.slice(0, 100)])
      await decoding.next([ids.slice(100, 299)])
      const [row] = await decoding.next([ids.slice(299)])
      const whole = (logits.data as Float32Array).slice(299 * 128)
      expect(Math.max(...row.map((value, id) => Math.abs(value - whole[id])))).toBeLessThan(1e-4)
    }),
  )
})

it(
  'gives the logits behind each new token, and goes on from an earlier place as if nothing had followed',
  needs('shared', async () => {
    for (const name of ['gpt2', 'bloom', 'mistral']) {
      const { model } = await load(name)
      using _ = model
      const [first, second] = [
        [1, 2, 3, 9, 4, 7, 7, 5, 8],
        [4, 5, 6],
      ]
      const { logits } = await model.forward([first, second])
      const at = (row: number, column: number) =>
        (logits.data as Float32Array).subarray((row * 9 + column) * 128, (row * 9 + column + 1) * 128)
      const decoding = model.start(2)
      await decoding.next([first.slice(0, 4), second.slice(0, 1)])
      const { length } = decoding
      await decoding.next([[99, 98, 97], [96]])
      decoding.rewind(length)
      const rows = await decoding.nextEach([first.slice(4), second.slice(1)])
      expect(rows.map(({ length: count }) => count)).toEqual([5, 2])
      rows.forEach((list, row) => {
        list.forEach((values, i) => {
          const wanted = at(row, row === 0 ? 4 + i : 1 + i)
          expect(Math.max(...values.map((value, id) => Math.abs(value - wanted[id])))).toBeLessThan(1e-4)
        })
      })
    }
    const { model } = await load('mamba2')
    using _ = model
    const decoding = model.start(1)
    await decoding.next([[1, 2]])
    expect(() => decoding.rewind(1)).toThrow(/cannot go back/)
  }),
)

it(
  'refuses ids of another tokenizer, empty sequences and texts that are too long',
  needs('shared', async () => {
    const { model } = await load('gpt2')
    using _ = model
    await expect(model.forward([[1, 128]])).rejects.toThrow(/128 is outside the vocabulary of 128/)
    await expect(model.forward([[]])).rejects.toThrow(/empty/)
    await expect(model.forward([Array(65).fill(1)])).rejects.toThrow(/65 tokens are more than the 64/)
  }),
)
