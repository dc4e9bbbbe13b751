import { readFileSync } from 'node:fs'
import { jit, type NdArray, ndarray, type Tensor } from '@offprint/engine'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'
import { openFile } from '../weights/file.ts'
import { readSafetensorsHeader, readStoredTensor } from '../weights/safetensors.ts'
import type { DecoderArchitecture } from './architecture.ts'

type Expected = { single: { input_ids: number[]; logits: number[][] } }

it.for([
  'llama',
  'llama_gqa',
  'llama3_rope',
  'llama_bf16',
  'mistral',
  'qwen2',
  'qwen3',
  'gpt2',
  'gpt_neo',
  'gpt_neox',
  'gpt_neox_f16',
  'gptj',
  'codegen',
  'opt',
  'opt_350m_style',
  'bloom',
])('gives the logits that the reference library recorded for %s', (name) =>
  needs('shared', async () => {
    const read = (file: string) => JSON.parse(readFileSync(sharedPath(`data/golden-models/${name}/${file}`), 'utf8'))
    const json = read('config.json')
    const { architecture } = (await import(`./${json.model_type}.ts`)) as { architecture: DecoderArchitecture }
    const config = architecture.readConfig(json)
    const { single } = read('expected.json') as Expected
    await using file = await openFile(sharedPath(`data/golden-models/${name}/model.safetensors`))
    const parameters: Record<string, NdArray> = {}
    for (const [key, tensor] of (await readSafetensorsHeader(file)).tensors)
      parameters[architecture.modelType === 'bloom' ? `transformer.${key}` : key] = await readStoredTensor(file, tensor)
    using logits = jit((weights: Record<string, Tensor>, ids: Tensor) => architecture.forward(weights, config, { ids }).logits, {
      dims: { ids: ['batch', 'length'] },
    })
    const { data } = await logits(parameters, ndarray(Int32Array.from(single.input_ids), [1, single.input_ids.length]))
    const worst = single.logits.flat().reduce((most, value, i) => Math.max(most, Math.abs(value - Number(data[i]))), 0)
    // Tolerance: golden-models/README.md.
    expect(worst).toBeLessThan(1e-4)
  })({} as never),
)
