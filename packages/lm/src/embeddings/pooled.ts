import { freeze, jit, type NdArray } from '@offprint/engine'

import type { Parameters } from '../architectures/architecture.ts'
import { batchesWithin, checkSequences } from '../causal/batch.ts'
import { type EncoderBatch, encoderDims, encoderInputs } from '../encoders/encoder.ts'
import { loadEncoder } from '../encoders/load.ts'
import type { Embedder } from '../model.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'
import { readPooling } from './pooling.ts'

type EmbedOptions = { readonly signal?: AbortSignal; readonly normalize?: boolean }

/** A sentence embedder over an encoder. It holds native memory: dispose it (`using`). */
export interface PooledEmbedder extends Embedder, Disposable {
  readonly tokenizer: ModelTokenizer
  /** Longer texts are cut. */
  readonly maxLengthTokens: number
  /** Token ids of a text as `embed` sees them: cut, with what the model adds. */
  encode(text: string): Int32Array
  /** Vectors of token ids [sequences, dimension]. Throws RangeError for ids of another vocabulary. */
  embedIds(sequences: readonly ArrayLike<number>[], options?: EmbedOptions): Promise<Float32Array>
}

/** Padding costs as much as text: texts are sorted by length, and a batch has at most this many tokens, padding included. */
const tokensPerBatch = 4096

/**
 * A sentence embedder from an encoder's folder: tokens are encoded, pooled as 1_Pooling/config.json says (the mean over real tokens where there
 * is none) and scaled to length 1 where modules.json has Normalize or the caller asks for it. Throws what `loadEncoder` throws.
 *
 * @example
 * using embedder = await loadPooledEmbedder('models/all-MiniLM-L6-v2')
 * const vectors = await embedder.embed(['a cat', 'a kitten']) // [2, embedder.dimension]
 */
export async function loadPooledEmbedder(folder: string, options: { readonly threads?: number } = {}): Promise<PooledEmbedder> {
  const settings = await readPooling(folder)
  const { name, sha256, sizes, tokenizer, architecture, parameters } = await loadEncoder(folder, options)
  const maxLengthTokens = Math.min(settings.maxLengthTokens ?? sizes.maxLengthTokens, sizes.maxLengthTokens)
  const program = (weights: Parameters, inputs: EncoderBatch) =>
    settings.pool(architecture.forward(weights, sizes, inputs).hidden, inputs.mask)
  const compiled = jit(freeze(program, parameters as never), { ...options, dims: encoderDims })
  const encode = (text: string) => tokenizer.encode(text, { maxLengthTokens }).ids
  return {
    name,
    sha256,
    dimension: sizes.hiddenSize,
    tokenizer,
    maxLengthTokens,
    encode,
    embed: (texts, given) => embedIds(texts.map(encode), given),
    embedIds,
    [Symbol.dispose]: () => compiled[Symbol.dispose](),
  }

  async function embedIds(sequences: readonly ArrayLike<number>[], { signal, normalize = settings.normalize }: EmbedOptions = {}) {
    checkSequences(sequences, { ...sizes, maxLengthTokens }, 0)
    const size = sizes.hiddenSize
    const vectors = new Float32Array(sequences.length * size)
    for (const rows of batchesWithin(sequences, tokensPerBatch)) {
      signal?.throwIfAborted()
      const pooled = (await compiled(encoderInputs(rows.map((row) => sequences[row])) as never)) as unknown as NdArray
      rows.forEach((row, i) => {
        const vector = (pooled.data as Float32Array).subarray(i * size, (i + 1) * size)
        vectors.set(normalize ? toUnitLength(vector) : vector, row * size)
      })
    }
    return vectors
  }
}

function toUnitLength(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length > 0 ? vector.map((x) => x / length) : vector
}
