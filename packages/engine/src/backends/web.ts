import type { InferenceSession, Tensor } from 'onnxruntime-web'

import { RuntimeError } from '../errors.ts'
import type { Model } from '../onnx/encode.ts'
import type { DType } from '../shape.ts'
import type { NdArray, TypedArray } from '../tensor.ts'
import type { Backend, Session, SessionSettings } from './backend.ts'

export type WebOptions = {
  /** `webgpu` where the browser has it, else wasm; the result's `name` says which it became. wasm by default. */
  readonly device?: 'wasm' | 'webgpu'
  /**
   * Address of the folder from which ort-wasm-*.mjs and .wasm are served, with a slash at the end. Beside the script by default. A content
   * security policy needs `wasm-unsafe-eval`.
   */
  readonly assets?: string
  /** Fixed with the first session of a page. More than one needs an isolated page (COOP and COEP); as many as there are cores by default. */
  readonly threads?: number
}

type Runtime = typeof import('onnxruntime-web')

/**
 * ONNX Runtime in a browser: wasm, or WebGPU. Its sessions block their thread as the native ones do: use it in a worker where a page must
 * stay alive. Throws RuntimeError, when loading, where weights lie in files.
 * @example const run = jit(f, { backend: await createWebBackend({ assets: '/ort/' }) })
 */
export async function createWebBackend({ device = 'wasm', assets, threads }: WebOptions = {}): Promise<Backend> {
  const hasGpu = device === 'webgpu' && (await findGpu())
  const runtime: Runtime = hasGpu ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm')
  if (assets) runtime.env.wasm.wasmPaths = assets
  if (threads) runtime.env.wasm.numThreads = globalThis.crossOriginIsolated ? threads : 1
  const name = hasGpu ? 'webgpu' : 'wasm'
  // On WebGPU a FusedMatMul would be computed by the processor.
  return { name, hasFusedMatMul: !hasGpu, load: (model, settings) => load(runtime, name, model, settings) }
}

async function findGpu(): Promise<boolean> {
  const { gpu } = navigator as Navigator & { gpu?: { requestAdapter(): Promise<unknown> } }
  return Boolean(await gpu?.requestAdapter().catch(() => undefined))
}

async function load(runtime: Runtime, device: string, model: Model, { spinning }: SessionSettings): Promise<Session> {
  if (model.folder) throw new RuntimeError(`weights lie in files of ${model.folder}: a browser has no files, give them as arrays`)
  try {
    const session = await runtime.InferenceSession.create(model.bytes, {
      executionProviders: [device],
      enableMemPattern: false, // as in node.ts
      graphOptimizationLevel: model.isDouble ? 'basic' : 'all', // higher levels make nodes that exist in float32 only
      extra: { session: { intra_op: { allow_spinning: spinning === false ? '0' : '1' } } },
      externalData: [...model.external],
    })
    return new WebSession(runtime, model, session)
  } catch (cause) {
    throw new RuntimeError(`ONNX Runtime refused the graph: ${(cause as Error).message}`, { cause })
  }
}

class WebSession implements Session {
  private readonly runtime: Runtime
  private readonly model: Model
  private readonly session: InferenceSession
  private isDisposed = false
  /** Runs come one after the other: the runtime refuses two at once. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(runtime: Runtime, model: Model, session: InferenceSession) {
    this.runtime = runtime
    this.model = model
    this.session = session
  }

  run(inputs: readonly NdArray[], into: readonly (NdArray | undefined)[] = []): Promise<NdArray[]> {
    if (this.isDisposed) throw new RuntimeError('the compiled function was disposed: make a new one')
    const run = this.last.then(() => this.runNow(inputs, into))
    this.last = run.catch(() => undefined)
    return run
  }

  /** Memory goes when the runs asked for before have ended. */
  [Symbol.dispose](): void {
    if (this.isDisposed) return
    this.isDisposed = true
    void this.last.then(() => this.session.release())
  }

  private async runNow(inputs: readonly NdArray[], into: readonly (NdArray | undefined)[]): Promise<NdArray[]> {
    const { inputNames, outputNames } = this.model
    const feeds = Object.fromEntries(inputs.map((array, i) => [inputNames[i], this.wrap(array)]))
    const results = await this.session.run(feeds, outputNames).catch((cause) => {
      throw new RuntimeError(`running the graph failed: ${(cause as Error).message}`, { cause })
    })
    return outputNames.map((name, i) => store(unwrap(results[name]), into[i]))
  }

  private wrap(array: NdArray): Tensor {
    const tensor = new this.runtime.Tensor(array.dtype, array.data as never, array.shape)
    if (array.dtype === 'float16') Object.assign(tensor, { cpuData: array.data }) // bits, as in node.ts
    return tensor
  }
}

/** Preallocated outputs of this runtime stay in its own memory: results are copied to where they were asked for. */
function store(result: NdArray, into: NdArray | undefined): NdArray {
  if (!into) return result
  into.data.set(result.data as never)
  return into
}

function unwrap(tensor: Tensor): NdArray {
  const data = tensor.data as TypedArray
  const typed = tensor.type === 'float16' ? new Uint16Array(data.buffer, data.byteOffset, data.length) : data
  return { data: typed, shape: tensor.dims, dtype: tensor.type as DType }
}
