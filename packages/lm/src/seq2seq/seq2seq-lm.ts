import { freeze, jit, type NdArray, ndarray, type Tensor, zeros } from '@offprint/engine'

import type { EncoderDecoderArchitecture, LayerCache, Parameters, Sizes } from '../architectures/architecture.ts'
import { checkSequences, padBatch, stackRows } from '../causal/batch.ts'
import type { LogitRows, Precision } from '../causal/causal-lm.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { type GrowingCache, joinRows, selectRows } from './growing-cache.ts'

/** A running batch of outputs, all of the same length: give each its next tokens, get the logits behind the last. */
export type Seq2SeqDecoding = {
  next(tokens: readonly ArrayLike<number>[]): Promise<LogitRows>
  /** Goes on with the sequences named, in that order and as often. */
  select(rows: readonly number[]): void
}

/** A model that reads a text and writes another: T5 and its kin. */
export interface Seq2SeqLM extends Disposable {
  readonly name: string
  readonly sha256: string
  readonly precision: Precision
  readonly modelType: string
  readonly sizes: Sizes
  readonly tokenizer: ModelTokenizer
  readonly endIds: readonly number[]
  readonly parameters: Readonly<Record<string, NdArray>>
  readonly architecture: EncoderDecoderArchitecture
  /** Reads the inputs once; the outputs begin with the decoder's start token, which the caller gives first. */
  start(inputs: readonly ArrayLike<number>[]): Promise<Seq2SeqDecoding>
}

export type Seq2SeqParts = Pick<Seq2SeqLM, 'name' | 'sha256' | 'precision' | 'tokenizer' | 'endIds' | 'parameters' | 'architecture'> & {
  readonly config: Sizes
  readonly threads?: number
}

type Source<T> = { readonly encoded: T; readonly mask: T }
type StepInputs = Source<Tensor> & { readonly ids: Tensor; readonly cache: readonly LayerCache[]; readonly picked: Tensor }

/** An encoder-decoder over an architecture and its weights. */
export function createSeq2SeqLM(parts: Seq2SeqParts): Seq2SeqLM {
  const { architecture, config, parameters, threads } = parts
  const encoder = jit(
    freeze(
      (weights: Parameters, inputs: { ids: Tensor; mask: Tensor }) => architecture.encode(weights, config, inputs.ids, inputs.mask),
      parameters as never,
    ),
    { threads, dims: { 'inputs.**': ['batch', 'source'] } },
  )
  const step = jit(
    freeze((weights: Parameters, inputs: StepInputs) => {
      const { ids, encoded, mask, cache, picked } = inputs
      // The encoder's ids are not looked at where its output is given.
      const { logits, present } = architecture.forward(weights, config, { ids, encoded, mask, decoder: { ids, cache, picked } })
      return { logits, present }
    }, parameters as never),
    {
      threads,
      dims: {
        'inputs.ids': ['batch', 'length'],
        'inputs.encoded': ['batch', 'source', null],
        'inputs.mask': ['batch', 'source'],
        'inputs.cache.**': ['batch', null, 'past', null],
        'inputs.picked': ['picked'],
      },
    },
  )
  return {
    ...parts,
    modelType: architecture.modelType,
    sizes: config,
    async start(inputs) {
      checkSequences(inputs, config, 0)
      const batch = padBatch(inputs, 'right')
      const mask = stackRows(batch.mask)
      const encoded = (await encoder({ ids: batch.ids, mask } as never)) as unknown as NdArray
      return startDecoding({ encoded, mask }, inputs.length)
    },
    [Symbol.dispose]() {
      encoder[Symbol.dispose]()
      step[Symbol.dispose]()
    },
  }

  function startDecoding(first: Source<NdArray>, batchSize: number): Seq2SeqDecoding {
    const empty = zeros([batchSize, config.keyValueHeadCount, 0, config.headSize])
    let source = first
    let cache: GrowingCache = Array.from({ length: config.layerCount }, () => ({ key: empty, value: empty }))
    return {
      async next(tokens) {
        checkSequences(tokens, config, 0)
        const { ids } = padBatch(tokens, 'left')
        const picked = ndarray(Int32Array.of(ids.shape[1] - 1), [1])
        const { logits, present } = (await step({ ...source, ids, cache, picked } as never)) as unknown as {
          logits: NdArray
          present: GrowingCache
        }
        cache = joinRows(cache, present)
        const size = config.vocabSize
        return tokens.map((_, row) => (logits.data as Float32Array).subarray(row * size, (row + 1) * size))
      },
      select(rows) {
        source = { encoded: selectRows(source.encoded, rows), mask: selectRows(source.mask, rows) }
        cache = cache.map(({ key, value }) => ({ key: selectRows(key, rows), value: selectRows(value, rows) }))
      },
    }
  }
}
