import type { Model } from '../onnx/encode.ts'
import type { NdArray } from '../tensor.ts'

/** How a session runs. */
export type SessionSettings = {
  /** Threads of one operation; the runtime chooses by default. */
  readonly threads?: number
  /** Idle threads wait actively: 25-30 % faster decoding on a quiet machine, unkind to neighbours. On by default. */
  readonly spinning?: boolean
}

/** One runtime. `load` compiles a model, the session runs it. */
export type Backend = {
  readonly name: string
  /** Has com.microsoft's FusedMatMul, a matrix product of transposed operands. */
  readonly hasFusedMatMul: boolean
  load(model: Model, settings: SessionSettings): Promise<Session>
}

/** A compiled model with native memory: dispose it. Running blocks its thread. */
export type Session = Disposable & {
  /**
   * Values of the outputs for values of the inputs, both in the order of the model. An array in `into` is written in
   * place and returned.
   */
  run(inputs: readonly NdArray[], into?: readonly (NdArray | undefined)[]): Promise<NdArray[]>
}
