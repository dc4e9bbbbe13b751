import { freeze, jit, type NdArray, ndarray, type Tensor } from '@offprint/engine'
import type { DecoderArchitecture, DecoderOutputs, LayerCache, Parameters, Sizes } from '../architectures/architecture.ts'
import type { ChatTemplate } from '../chat/template.ts'
import { type CacheArrays, DecodingCache } from '../generation/cache.ts'
import type { Hooks } from '../hooks.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { checkSequences, type PaddedBatch, padBatch, stackRows } from './batch.ts'
import { dimsOf, formOf, type InsertionForm } from './dims.ts'
import { hooksOf, type Insertions, prefixLength, repeatMasks } from './insertions.ts'

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
  /** The same with the logits behind each of the tokens added, a list a sequence. */
  nextEach(tokens: readonly ArrayLike<number>[]): Promise<readonly LogitRows[]>
  /** Forgets what was added after the first `length` (as `length` told it). Throws RangeError for models with a state (Mamba-2). */
  rewind(length: number): void
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
  readonly picked?: Tensor
}

/** `present` only where nothing is captured: then the pass may be a step of many. */
type StepOutputs = ForwardResult & { readonly present: CacheArrays }

/** A causal language model over an architecture and its weights, which are baked into the graphs that it compiles. */
export function createCausalLM(parts: CausalParts): CausalLM {
  const { architecture, config, parameters, threads } = parts
  const compile = (form: InsertionForm, capture?: Hooks['capture']) =>
    jit(
      freeze(
        (weights: Parameters, inputs: StepInputs, insert: Insertions<Tensor>) =>
          outputsOf(architecture.forward(weights, config, inputs, hooksOf(insert, capture)), capture),
        parameters as never,
      ),
      { threads, dims: dimsOf(architecture, form) },
    )
  const compiled = new Map<string, ReturnType<typeof compile>>()
  const run = async (inputs: object, insert: Insertions, capture?: Hooks['capture']) => {
    const form = formOf(insert)
    const key = JSON.stringify([form, capture])
    const program = compiled.get(key) ?? compile(form, capture)
    compiled.set(key, program)
    return (await program(inputs as never, insert as never)) as unknown as StepOutputs
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
      if (formOf(insert).hasPlaceMasks)
        return run(tokenInputs(batch), { ...insert, attentionMasks: repeatMasks(insert.attentionMasks, sequences.length) }, capture)
      const cache = new DecodingCache(architecture.emptyCache(config), config.layerCount, sequences.length)
      const { present: _, ...result } = await run(stepInputs(batch, cache, upTo(batch.mask[0].length)), insert, capture)
      return result
    },
    start: (batchSize, { insert = {} } = {}) => startDecoding(batchSize, insert),
    [Symbol.dispose]() {
      for (const found of compiled.values()) found[Symbol.dispose]()
      compiled.clear()
    },
  }

  function stepInputs(batch: PaddedBatch, cache: DecodingCache, picked: Int32Array): object {
    const inputs = { ...tokenInputs(batch), picked: ndarray(picked, [picked.length]), cache: cache.arrays() }
    if (architecture.cache === 'replace') return inputs
    const { mask, positions: keyPositions } = cache.keys(batch)
    return { ...inputs, mask, keyPositions }
  }

  function startDecoding(batchSize: number, insert: Insertions): Decoding {
    if (formOf(insert).hasPlaceMasks)
      throw new RangeError('An attention mask over places belongs to a whole pass: steps take masks that are the same for all places.')
    const cache = new DecodingCache(architecture.emptyCache(config), config.layerCount, batchSize)
    let counts = Array.from({ length: batchSize }, () => prefixLength(insert))
    const add = async (tokens: readonly ArrayLike<number>[], pick: (length: number) => Int32Array) => {
      checkSequences(tokens, config, Math.max(...counts))
      const batch = padBatch(tokens, 'left', counts)
      const { logits, present } = await run(stepInputs(batch, cache, pick(batch.mask[0].length)), insert)
      cache.append(present, batch)
      counts = counts.map((count, row) => count + tokens[row].length)
      return rowsOf(logits)
    }
    return {
      get length() {
        return cache.length
      },
      next: async (tokens) => (await add(tokens, (length) => Int32Array.of(length - 1))).map(([last]) => last),
      nextEach: async (tokens) => (await add(tokens, upTo)).map((rows, i) => rows.slice(rows.length - tokens[i].length)),
      rewind(length) {
        const lost = cache.truncate(length)
        counts = counts.map((count, row) => count - lost[row])
      },
      select(rows) {
        cache.select(rows)
        counts = rows.map((row) => counts[row])
      },
    }
  }
}

/** 0 … length − 1. */
function upTo(length: number): Int32Array {
  return Int32Array.from({ length }, (_, i) => i)
}

function tokenInputs({ ids, mask, positions }: PaddedBatch) {
  return { ids, mask: stackRows(mask), positions: stackRows(positions) }
}

function outputsOf({ logits, hidden, present, hiddenStates, attentions }: DecoderOutputs, capture: Hooks['capture']) {
  if (!capture) return { logits, hidden, present }
  return { logits, hidden, ...(hiddenStates && { hiddenStates }), ...(attentions && { attentions }) }
}

/** [batch, count, vocab] → a list of views a sequence. */
function rowsOf({ data, shape: [batch, count, size] }: NdArray): Float32Array[][] {
  const view = (row: number) => (data as Float32Array).subarray(row * size, (row + 1) * size)
  return Array.from({ length: batch }, (_, i) => Array.from({ length: count }, (__, j) => view(i * count + j)))
}
