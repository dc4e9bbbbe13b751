import { readFileSync } from 'node:fs'
import { crossEntropy, jit, type NdArray, ndarray, slice, type Tensor, valueAndGrad } from '@offprint/engine'
import { needs, sharedPath } from '@offprint/tools/needs'
import { describe, expect, it } from 'vitest'
import { openFile } from '../weights/file.ts'
import { nameParameters } from '../weights/parameters.ts'
import { readSafetensorsHeader, readStoredTensor } from '../weights/safetensors.ts'
import type { DecoderInputs, EncoderDecoderInputs, EncoderInputs, Parameters, Sizes } from './architecture.ts'
import { findArchitecture } from './find.ts'

const names = [
  'bert',
  'bloom',
  'codegen',
  'distilbert',
  'gpt2',
  'gpt_neo',
  'gpt_neox',
  'gpt_neox_f16',
  'gptj',
  'llama',
  'llama3_rope',
  'llama_bf16',
  'llama_gqa',
  'mamba2',
  'minilm',
  'mistral',
  'mpnet',
  'mt5',
  'opt',
  'opt_350m_style',
  'qwen2',
  'qwen3',
  'roberta',
  't5',
  't5_v1_1',
  'xlm_roberta',
]

/** Sentence embedders and BERT's two heads have losses of their own: conformance/. */
const withPlainLoss = names.filter((name) => !['bert', 'minilm', 'mpnet'].includes(name))

type Case = Record<string, number[][] | number[]>
type Expected = {
  kind: string
  single: Case
  right_padded: Case
  left_padded: Case
  long: Case
  batch: Case
  loss: Case & { value: number }
  grad_norms: Record<string, number>
}

// Tolerances: golden-models/README.md.
const logitTolerance = 1e-4

async function load(name: string) {
  const read = (file: string) => readFileSync(sharedPath(`data/golden-models/${name}/${file}`), 'utf8')
  const json = JSON.parse(read('config.json').replaceAll(/\bInfinity\b/g, '1e999'))
  const architecture = await findArchitecture(json.model_type)
  const config = architecture.readConfig(json)
  await using file = await openFile(sharedPath(`data/golden-models/${name}/model.safetensors`))
  const tensors = new Map<string, NdArray>()
  for (const [key, tensor] of (await readSafetensorsHeader(file)).tensors) tensors.set(key, await readStoredTensor(file, tensor))
  return { architecture, config, expected: JSON.parse(read('expected.json')) as Expected, ...nameParameters(tensors, architecture, config) }
}

/** The named arrays of a case as int32 batches. */
function arrays(found: Case, keys: Readonly<Record<string, string>>): Record<string, NdArray> {
  return Object.fromEntries(
    Object.entries(keys).flatMap(([name, key]) => {
      if (!found[key]) return []
      const rows = (Array.isArray(found[key][0]) ? found[key] : [found[key]]) as number[][]
      return [[name, ndarray(Int32Array.from(rows.flat()), [rows.length, rows[0].length])]]
    }),
  )
}

const keys = {
  ids: 'input_ids',
  mask: 'attention_mask',
  positions: 'position_ids',
  tokenTypes: 'token_type_ids',
  decoderIds: 'decoder_input_ids',
}

function worstDeviation(expected: number[][], values: NdArray, at: (row: number) => number): number {
  const width = expected[0].length
  return expected
    .flatMap((row, i) => row.map((value, j) => Math.abs(value - Number(values.data[at(i) * width + j]))))
    .reduce((a, b) => Math.max(a, b), 0)
}

type Loaded = Awaited<ReturnType<typeof load>>
type Inputs = Record<string, Tensor>

/** Logits where the model has them, else hidden states. */
function outputOf({ architecture, config }: Loaded, weights: Parameters, { decoderIds, ...inputs }: Inputs): Tensor {
  if (architecture.kind === 'encoder-decoder')
    return architecture.forward(weights, config, { ...inputs, decoder: { ids: decoderIds } } as EncoderDecoderInputs).logits
  if (architecture.kind === 'decoder') return architecture.forward(weights, config, inputs as unknown as DecoderInputs).logits
  const { logits, hidden } = architecture.forward(weights, config, inputs as unknown as EncoderInputs)
  return logits ?? hidden
}

async function run(model: Loaded, found: Case): Promise<NdArray> {
  const given = arrays(found, keys)
  const dims = Object.fromEntries(
    Object.entries(given).map(([name]) => [`inputs.${name}`, ['batch', name === 'decoderIds' ? 'decoded' : 'length']]),
  )
  using compiled = jit((weights: Parameters, inputs: Inputs) => outputOf(model, weights, inputs), { dims })
  return compiled(model.parameters as never, given as never) as Promise<NdArray>
}

describe.each(names)('%s', (name) => {
  it(
    'gives the recorded outputs of one sequence, of a padded batch and near its greatest length',
    needs('shared', async () => {
      const model = await load(name)
      const { expected } = model
      for (const found of [expected.single, expected.right_padded, expected.left_padded, expected.batch].filter(Boolean)) {
        const output = await run(model, found)
        const wanted = (found.logits ?? found.last_hidden_state) as number[][]
        const places = found.positions as number[][] | undefined
        const length = output.shape[1]
        expect(worstDeviation(wanted, output, (i) => (places ? places[i][0] * length + places[i][1] : i))).toBeLessThan(logitTolerance)
      }
      if (expected.long) {
        const output = await run(model, expected.long)
        expect(worstDeviation([expected.long.last_logits as number[]], output, () => output.shape[1] - 1)).toBeLessThan(logitTolerance)
      }
    }),
  )
})

it.for(withPlainLoss)('gives the recorded gradient norm of every parameter of %s', (name, context) =>
  needs('shared', async () => {
    const model = await load(name)
    const { expected, fileNames } = model
    const shift = expected.kind === 'decoder' ? 1 : 0
    const given = arrays(expected.loss, { ...keys, labels: 'labels' })
    const loss = (weights: Parameters, { labels, ...inputs }: Inputs) => {
      const logits = outputOf(model, weights, inputs)
      return shift === 0 ? crossEntropy(logits, labels) : crossEntropy(slice(logits, 1, 0, -1), slice(labels, 1, 1))
    }
    using step = jit(valueAndGrad(loss as never) as never, {}) as unknown as Disposable &
      ((w: unknown, i: unknown) => Promise<[NdArray, Record<string, NdArray>]>)
    const [value, gradients] = await step(model.parameters, given)
    expect(Number(value.data[0])).toBeCloseTo(expected.loss.value, 4)
    for (const [canonical, fileName] of fileNames) {
      const norm = Math.hypot(...Array.from(gradients[canonical].data as Float32Array))
      const wanted = expected.grad_norms[fileName]
      expect(Math.abs(norm - wanted), fileName).toBeLessThan(1e-3 * wanted + 1e-5)
    }
  })(context),
)

it('says which model types are known', async () => {
  await expect(findArchitecture('gpt17')).rejects.toThrow(/"gpt17".*llama/)
  expect((await findArchitecture('xlm-roberta')).modelType).toBe('xlm-roberta')
})

it(
  'names what weights lack and what does not fit',
  needs('shared', async () => {
    const { architecture, config, parameters } = await load('llama')
    const tensors = new Map(Object.entries(parameters))
    tensors.delete('model.norm.weight')
    expect(() => nameParameters(tensors, architecture, config)).toThrow(/model\.norm\.weight/)
    const wide = { ...config, hiddenSize: 40 } as Sizes
    expect(() => nameParameters(new Map(Object.entries(parameters)), architecture, wide)).toThrow(/shape \[128, 32\].*\[128, 40\]/)
  }),
)
