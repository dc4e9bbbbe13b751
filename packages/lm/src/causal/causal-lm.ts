import { freeze, jit, type NdArray, type Tensor } from '@offprint/engine'
import type { DecoderArchitecture, DecoderOutputs, LayerCache, Parameters, Sizes } from '../architectures/architecture.ts'
import type { ChatTemplate } from '../chat/template.ts'
import { DecodingCache } from '../generation/cache.ts'
import type { Hooks } from '../hooks.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { checkSequences, type PaddedBatch, padBatch, stackRows } from './batch.ts'
import { hooksOf, type Insertions, prefixLength } from './insertions.ts'

/** exact: dequantised float32 weights · fast: weights kept quantised. Every result names which. */
export type Precision = 'exact' | 'fast'

/** Logits of one position a sequence: views [vocab] into one array. */
export type LogitRows = readonly Float32Array[]

export type ForwardOptions = { readonly insert?: Insertions; readonly capture?: Hooks['capture'] }

/** What a pass over whole sequences gives; arrays as in DecoderOutputs, padded on the right. */
export type ForwardResult = {
  readonly logits: NdArray
  readonly hidden: NdArray
  readonly hiddenStates?: readonly NdArray[]
  readonly attentions?: readonly NdArray[]
}

/** A running batch of sequences: give it tokens, get the logits of the next ones. */
export type Decoding = {
  /** Tokens so far, the same count for every sequence of the batch (padding included). */
  readonly length: number
  /** Adds tokens to each sequence and gives the logits behind the last: the first call takes prompts of unequal length. */
  next(tokens: readonly ArrayLike<number>[]): Promise<LogitRows>
  /** Goes on with the sequences named, in that order and as often. */
  select(rows: readonly number[]): void
}

/** A white box: a decoder whose logits, hidden states and attention can be read, and into which prefixes, masks and adapters can be put. */
export interface CausalLM extends Disposable {
  readonly name: string
  readonly sha256: string
  readonly precision: Precision
  readonly modelType: string
  readonly sizes: Sizes
  readonly tokenizer: ModelTokenizer
  /** undefined where the model came without one: it was not tuned on conversations. */
  readonly chatTemplate?: ChatTemplate
  /** Tokens after which it has nothing more to say. */
  readonly endIds: readonly number[]
  /** Weights by canonical name: for training and for gradients. */
  readonly parameters: Readonly<Record<string, NdArray>>
  /** The forward function itself, for programs of one's own: `jit(valueAndGrad(…))`. */
  readonly architecture: DecoderArchitecture
  forward(sequences: readonly ArrayLike<number>[], options?: ForwardOptions): Promise<ForwardResult>
  start(batchSize: number, options?: { readonly insert?: Insertions }): Decoding
}

export type CausalParts = Pick<CausalLM, 'name' | 'sha256' | 'precision' | 'tokenizer' | 'parameters' | 'architecture' | 'chatTemplate'> & {
  readonly config: Sizes
  readonly endIds?: readonly number[]
  readonly threads?: number
}

type StepInputs = {
  readonly ids: Tensor
  readonly mask: Tensor
  readonly positions: Tensor
  readonly keyPositions?: Tensor
  readonly cache?: readonly LayerCache[]
}

type DimsTable = Readonly<Record<string, readonly (string | null)[]>>

const keys = ['batch', 'past+length']
const cacheDims: DimsTable = { 'inputs.cache.**': ['batch', null, 'past', null], 'inputs.mask': keys, 'inputs.keyPositions': keys }
const tokenDims = { 'inputs.ids': ['batch', 'length'], 'inputs.positions': ['batch', 'length'] }
const insertDims = { 'insert.embeddings': ['batch', 'length', null] }

/** A causal language model over an architecture and its weights, which are baked into the graphs that it compiles. */
export function createCausalLM(parts: CausalParts): CausalLM {
  const { architecture, config, parameters, threads } = parts
  const settings = { threads, cacheSize: 8 }
  const run = (lastOnly: boolean, capture?: Hooks['capture']) => {
    const program = (weights: Parameters, inputs: StepInputs, insert: Insertions<Tensor>) =>
      pickOutputs(architecture.forward(weights, config, { ...inputs, lastOnly }, hooksOf(insert, capture)), !lastOnly)
    return jit(freeze(program, parameters as never), {
      ...settings,
      dims: { ...tokenDims, ...maskDims(architecture, lastOnly), ...insertDims },
    })
  }
  const compiled = new Map<string, ReturnType<typeof run>>()
  const program = (lastOnly: boolean, capture?: Hooks['capture']) => {
    const key = `${lastOnly} ${capture?.hiddenStates ?? false} ${capture?.attentions ?? false}`
    const found = compiled.get(key) ?? run(lastOnly, capture)
    compiled.set(key, found)
    return found
  }
  return {
    ...parts,
    endIds: parts.endIds ?? [],
    modelType: architecture.modelType,
    sizes: config,
    async forward(sequences, { insert = {}, capture } = {}) {
      checkSequences(sequences, config, 0)
      const shift = prefixLength(insert)
      const batch = padBatch(
        sequences,
        'right',
        sequences.map(() => shift),
      )
      return (await program(false, capture)(tokenInputs(batch) as never, insert as never)) as unknown as ForwardResult
    },
    start: (batchSize, { insert = {} } = {}) => startDecoding(batchSize, insert),
    [Symbol.dispose]() {
      for (const found of compiled.values()) found[Symbol.dispose]()
      compiled.clear()
    },
  }

  function startDecoding(batchSize: number, insert: Insertions): Decoding {
    const cache = new DecodingCache(architecture.emptyCache(config), config.layerCount, batchSize)
    let counts = Array.from({ length: batchSize }, () => prefixLength(insert))
    return {
      get length() {
        return cache.length
      },
      async next(tokens) {
        checkSequences(tokens, config, Math.max(...counts))
        const batch = padBatch(tokens, 'left', counts)
        const { mask, positions: keyPositions } = cache.keys(batch)
        const inputs =
          architecture.cache === 'append'
            ? { ...tokenInputs(batch), mask, keyPositions, cache: cache.arrays() }
            : { ...tokenInputs(batch), cache: cache.arrays() }
        const { logits, present } = (await program(true)(inputs as never, insert as never)) as unknown as {
          logits: NdArray
          present: never
        }
        cache.append(present, batch)
        counts = counts.map((count, row) => count + tokens[row].length)
        return rowsOf(logits)
      },
      select(rows) {
        cache.select(rows)
        counts = rows.map((row) => counts[row])
      },
    }
  }
}

function tokenInputs({ ids, mask, positions }: PaddedBatch) {
  return { ids, mask: stackRows(mask), positions: stackRows(positions) }
}

function maskDims({ cache }: DecoderArchitecture, decodes: boolean): DimsTable {
  if (!decodes) return { 'inputs.mask': ['batch', 'length'] }
  return cache === 'append'
    ? cacheDims
    : {
        'inputs.mask': ['batch', 'length'],
        'inputs.cache.*.rows': ['batch', null, null],
        'inputs.cache.*.state': ['batch', null, null, null],
      }
}

/** Whole passes give everything asked for, steps the logits and what the cache takes. */
function pickOutputs(outputs: DecoderOutputs, isWhole: boolean) {
  const { logits, present, hidden, hiddenStates, attentions } = outputs
  return isWhole
    ? { logits, hidden, present: [], ...(hiddenStates && { hiddenStates }), ...(attentions && { attentions }) }
    : { logits, present }
}

/** [batch, 1, vocab] → one view a sequence. */
function rowsOf({ data, shape }: NdArray): Float32Array[] {
  const size = shape[shape.length - 1]
  return Array.from({ length: shape[0] }, (_, row) => (data as Float32Array).subarray(row * size, (row + 1) * size))
}
