import { freeze, jit, type NdArray, type Tensor } from '@offprint/engine'

import type { EncoderArchitecture, EncoderOutputs, Parameters, Sizes } from '../architectures/architecture.ts'
import { checkSequences, padBatch, stackRows } from '../causal/batch.ts'
import type { Precision } from '../causal/causal-lm.ts'
import type { Hooks } from '../hooks.ts'
import type { ModelTokenizer } from '../tokenizers/tokenizer.ts'

export type EncodeTextsOptions = {
  /** 0 or 1 a token, in the form of the sequences: BERT's two texts. */
  readonly tokenTypes?: readonly ArrayLike<number>[]
  readonly capture?: Hooks['capture']
}

/** EncoderOutputs as arrays, padded on the right; `mask` [batch, length] is 1 for tokens. */
export type EncodedTexts = {
  readonly [K in keyof EncoderOutputs]: EncoderOutputs[K] extends Tensor | undefined ? NdArray : readonly NdArray[]
} & {
  readonly hidden: NdArray
  readonly mask: NdArray
}

/** A model that reads a whole text at once: BERT and its kin. */
export interface Encoder extends Disposable {
  readonly name: string
  readonly sha256: string
  readonly precision: Precision
  readonly modelType: string
  readonly sizes: Sizes
  readonly tokenizer: ModelTokenizer
  /** Weights by canonical name, and the forward function itself: for gradients and programs of one's own. */
  readonly parameters: Readonly<Record<string, NdArray>>
  readonly architecture: EncoderArchitecture
  forward(sequences: readonly ArrayLike<number>[], options?: EncodeTextsOptions): Promise<EncodedTexts>
}

export type EncoderParts = Pick<Encoder, 'name' | 'sha256' | 'precision' | 'tokenizer' | 'parameters' | 'architecture'> & {
  readonly config: Sizes
  readonly threads?: number
}

/** Inputs of an encoder's graph, and the axes in them that differ from call to call. */
export type EncoderBatch<T = Tensor> = { readonly ids: T; readonly mask: T; readonly tokenTypes?: T }
export const encoderDims = {
  'inputs.ids': ['batch', 'length'],
  'inputs.mask': ['batch', 'length'],
  'inputs.tokenTypes': ['batch', 'length'],
} as const

/** An encoder over an architecture and its weights. */
export function createEncoder(parts: EncoderParts): Encoder {
  const { architecture, config, parameters, threads } = parts
  const compile = (capture: Hooks['capture']) =>
    jit(
      freeze(
        (weights: Parameters, inputs: EncoderBatch) => present(architecture.forward(weights, config, inputs, { capture })),
        parameters as never,
      ),
      { threads, dims: encoderDims },
    )
  const compiled = new Map<string, ReturnType<typeof compile>>()
  return {
    ...parts,
    modelType: architecture.modelType,
    sizes: config,
    async forward(sequences, { tokenTypes, capture } = {}) {
      checkSequences(sequences, config, 0)
      const inputs = encoderInputs(sequences, tokenTypes)
      const key = `${capture?.hiddenStates ?? false} ${capture?.attentions ?? false}`
      const program = compiled.get(key) ?? compile(capture)
      compiled.set(key, program)
      const outputs = (await program(inputs as never)) as unknown as EncodedTexts
      return { ...outputs, mask: inputs.mask }
    },
    [Symbol.dispose]() {
      for (const program of compiled.values()) program[Symbol.dispose]()
      compiled.clear()
    },
  }
}

/** Sequences of unequal length side by side, padding on the right. */
export function encoderInputs(sequences: readonly ArrayLike<number>[], tokenTypes?: readonly ArrayLike<number>[]): EncoderBatch<NdArray> {
  const { ids, mask } = padBatch(sequences, 'right')
  return { ids, mask: stackRows(mask), ...(tokenTypes && { tokenTypes: padBatch(tokenTypes, 'right').ids }) }
}

function present<T extends object>(outputs: T): T {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined)) as T
}
