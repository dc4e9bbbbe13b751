import { InferenceSession, Tensor } from 'onnxruntime-node'

import { RuntimeError } from '../errors.ts'
import type { Model } from '../onnx/encode.ts'
import type { DType } from '../shape.ts'
import type { NdArray, TypedArray } from '../tensor.ts'
import type { Backend, Session, SessionSettings } from './backend.ts'

/** ONNX Runtime's own CPU library, through onnxruntime-node. */
export const nodeBackend: Backend = { name: 'node', hasFusedMatMul: true, load }

const errorsOnly = 3

async function load(model: Model, settings: SessionSettings): Promise<Session> {
  try {
    return new NodeSession(model, await InferenceSession.create(model.bytes, options(model, settings)))
  } catch (cause) {
    throw new RuntimeError(`ONNX Runtime refused the graph: ${(cause as Error).message}`, { cause })
  }
}

function options(model: Model, { threads, spinning = true }: SessionSettings): InferenceSession.SessionOptions {
  const spin = spinning ? '1' : '0'
  const folder = model.folder === undefined ? {} : { model_external_initializers_file_folder_path: model.folder }
  return {
    enableMemPattern: false, // halves the memory of a training step at no cost in time
    enableCpuMemArena: true, // without the arena a step takes a third longer
    interOpNumThreads: 1,
    graphOptimizationLevel: model.isDouble ? 'basic' : 'all', // higher levels make nodes that exist in float32 only
    logSeverityLevel: errorsOnly,
    extra: { session: { intra_op: { allow_spinning: spin }, inter_op: { allow_spinning: spin }, ...folder } },
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    ...(model.external.length === 0 ? {} : { externalData: model.external }),
  }
}

class NodeSession implements Session {
  private readonly model: Model
  private session: InferenceSession | undefined
  private runningCount = 0
  private isClosing = false
  /** Wrapped inputs: weights that stay the same arrays from call to call are wrapped once. */
  private readonly wrapped = new WeakMap<NdArray, Tensor>()

  constructor(model: Model, session: InferenceSession) {
    this.model = model
    this.session = session
  }

  async run(inputs: readonly NdArray[], into: readonly (NdArray | undefined)[] = []): Promise<NdArray[]> {
    if (!this.session || this.isClosing) throw new RuntimeError('the compiled function was disposed: make a new one')
    const { inputNames, outputNames } = this.model
    const feeds = Object.fromEntries(inputs.map((array, i) => [inputNames[i], this.wrap(array)]))
    const fetches = Object.fromEntries(outputNames.map((name, i) => [name, into[i] ? this.wrap(into[i]) : null]))
    this.runningCount++
    try {
      const results = await this.session.run(feeds, fetches)
      return outputNames.map((name, i) => into[i] ?? unwrap(results[name] as Tensor))
    } catch (cause) {
      throw new RuntimeError(`running the graph failed: ${(cause as Error).message}`, { cause })
    } finally {
      this.runningCount--
      if (this.isClosing) this.release()
    }
  }

  /** Native memory goes at once, or when the run under way has ended. */
  [Symbol.dispose](): void {
    this.isClosing = true
    this.release()
  }

  private release(): void {
    if (this.runningCount > 0) return
    void this.session?.release()
    this.session = undefined
  }

  private wrap(array: NdArray): Tensor {
    const known = this.wrapped.get(array)
    if (known) return known
    const tensor = new Tensor(array.dtype, array.data as never, array.shape)
    // Where the platform has Float16Array the wrapper takes one, which the native side does not know: give it the bits.
    if (array.dtype === 'float16') Object.assign(tensor, { cpuData: array.data })
    this.wrapped.set(array, tensor)
    return tensor
  }
}

function unwrap(tensor: Tensor): NdArray {
  const data = tensor.data as TypedArray
  // Where the platform has Float16Array the runtime returns it; the engine speaks of bits.
  const typed = tensor.type === 'float16' ? new Uint16Array(data.buffer, data.byteOffset, data.length) : data
  return { data: typed, shape: tensor.dims, dtype: tensor.type as DType }
}
