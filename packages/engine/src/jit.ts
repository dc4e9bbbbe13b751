import type { Backend, Session, SessionSettings } from './backends/backend.ts'
import { defaultBackend } from './backends/default.ts'
import { LeastRecentlyUsed } from './cache.ts'
import { EngineError, RuntimeError } from './errors.ts'
import { explainFailure, explainNaN, hasNaN } from './explain.ts'
import { foldConstants } from './fold.ts'
import { fuseTransposes } from './fuse.ts'
import { encode } from './onnx/encode.ts'
import { parameterNames, withNamesOf } from './parameter-names.ts'
import { type Described, type Dims, SignatureReader } from './signature.ts'
import { constant, isNdArray, isTensor, type NdArray, type Tensor } from './tensor.ts'
import { type Traced, trace } from './trace.ts'
import { flatten, mapTree, type Tree, unflatten } from './tree.ts'

// biome-ignore lint/suspicious/noExplicitAny: any function of trees may be compiled; `unknown` would refuse typed ones
export type Program = (...args: any[]) => unknown

/** A tree with arrays where the traced function sees tensors. */
export type Arrays<T> = [Tree<Tensor>] extends [T]
  ? Tree<NdArray> // answered whole: taking this recursive type apart would not end
  : T extends Tensor | NdArray
    ? NdArray
    : T extends object
      ? { [K in keyof T]: Arrays<T[K]> }
      : T

/** The inverse of `Arrays`: `(p: Tensors<typeof params>) => …` is a function of parameters like these. */
export type Tensors<T> = T extends NdArray ? Tensor : T extends object ? { [K in keyof T]: Tensors<T[K]> } : T

export type JitOptions = SessionSettings & {
  /** Axes that may differ from call to call, by argument path; all others are compiled in. */
  readonly dims?: Dims
  /** Looks for NaN in every result, and throws an EngineError that names the run and the first operation that made it. Slow: for debugging. */
  readonly debugNaN?: boolean
  /** How many compiled graphs are kept; the least recently used goes first. 8 by default. */
  readonly cacheSize?: number
  readonly backend?: Backend
}

/** A compiled function. It holds native memory: dispose it (`using`). */
export type Compiled<Args extends unknown[], Result> = ((...args: Args) => Promise<Result>) &
  Disposable & {
    /** Writes the result into the arrays of `into`, a tree of the result's form, and returns it. */
    into(into: Result, ...args: Args): Promise<Result>
    /** Compiles for arguments like these without running. */
    prepare(...args: Args): Promise<void>
    /** The function with its first argument fixed: weights are looked at once and not again at each call. */
    bind<First, Rest extends unknown[]>(this: Compiled<[First, ...Rest], Result>, first: Args[0]): (...rest: Rest) => Promise<Result>
  }

/** The arguments of a program as arrays. */
export type Arguments<F extends Program> = Arrays<Parameters<F>> extends infer A extends unknown[] ? A : never
type CompiledOf<F extends Program> = Compiled<Arguments<F>, Arrays<ReturnType<F>>>
type Entry = { readonly session: Session; readonly result: unknown }

/** A graph in the cache. One that left it while calls were under way is disposed after the last of them. */
type Slot = { readonly entry: Promise<Entry>; callCount: number; isDiscarded: boolean }

const defaultCacheSize = 8

/**
 * Compiles a function over tensors into one over arrays. The graph is made at the first call and serves every size of
 * the axes named in `dims`. Arrays in the arguments are inputs; numbers, strings and booleans are compiled in (pass
 * `scalar(x)` for a number that changes).
 * @example using double = jit((x: Tensor) => mul(x, 2), { dims: { x: ['n'] } }); await double(ndarray([1, 2], [2]))
 */
export function jit<F extends Program>(f: F, options: JitOptions = {}): CompiledOf<F> {
  const program = new CompiledProgram(f, options)
  const call = (...args: unknown[]) => program.run(args)
  return Object.assign(call, {
    into: (into: unknown, ...args: unknown[]) => program.run(args, into),
    prepare: (...args: unknown[]) => program.prepare(args),
    bind: (first: unknown) => program.bind(first),
    [Symbol.dispose]: () => program[Symbol.dispose](),
  }) as unknown as CompiledOf<F>
}

/**
 * `f` with its first argument baked in as constants, which the runtime packs for speed: for decoding.
 * @example using next = jit(freeze(logits, params), { dims: { ids: ['batch', 'length'] } })
 */
export function freeze<First, Rest extends unknown[], Result>(
  f: (first: First, ...rest: Rest) => Result,
  first: Arrays<First>,
): (...rest: Rest) => Result {
  const baked = mapTree(first, isNdArray, constant) as First
  return withNamesOf((...rest: Rest) => f(baked, ...rest), f, 1)
}

class CompiledProgram implements Disposable {
  private readonly f: Program
  private readonly options: JitOptions
  private readonly reader: SignatureReader
  private readonly slots: LeastRecentlyUsed<Slot>
  private isDisposed = false
  private runCount = 0

  constructor(f: Program, options: JitOptions) {
    this.f = f
    this.options = options
    this.reader = new SignatureReader(options.dims ?? {}, parameterNames(f))
    this.slots = new LeastRecentlyUsed(options.cacheSize ?? defaultCacheSize, discard)
  }

  async run(args: readonly unknown[], into?: unknown): Promise<unknown> {
    return this.runDescribed(
      args,
      args.map((argument, i) => this.reader.describe(argument, i)),
      into,
    )
  }

  async prepare(args: readonly unknown[]): Promise<void> {
    const described = args.map((argument, i) => this.reader.describe(argument, i))
    await this.slot(args, described).entry
  }

  bind(first: unknown): (...rest: unknown[]) => Promise<unknown> {
    const described = this.reader.describe(first, 0)
    return (...rest) =>
      this.runDescribed([first, ...rest], [described, ...rest.map((argument, i) => this.reader.describe(argument, i + 1))])
  }

  [Symbol.dispose](): void {
    this.isDisposed = true
    this.slots.clear()
  }

  private async runDescribed(args: readonly unknown[], described: readonly Described[], into?: unknown): Promise<unknown> {
    this.reader.axisValues(described)
    const slot = this.slot(args, described)
    slot.callCount++
    try {
      const { session, result } = await slot.entry
      const inputs = described.flatMap((argument) => argument.arrays)
      const values = await session.run(inputs, buffersOf(into, result)).catch((error) => {
        throw error instanceof RuntimeError ? explainFailure(error, this.graph(args, true).graph) : error
      })
      await this.checkNumbers(args, inputs, values)
      return unflatten(result, isTensor, values)
    } finally {
      slot.callCount--
      disposeUnused(slot)
    }
  }

  private async checkNumbers(args: readonly unknown[], inputs: readonly NdArray[], values: readonly NdArray[]): Promise<void> {
    this.runCount++
    if (!this.options.debugNaN || !values.some(hasNaN)) return
    throw await explainNaN(this.graph(args, true).graph, inputs, await this.backend(), this.runCount)
  }

  private slot(args: readonly unknown[], described: readonly Described[]): Slot {
    if (this.isDisposed) throw new RuntimeError('the compiled function was disposed: make a new one')
    const key = described.map((argument) => argument.key).join('&')
    const known = this.slots.get(key)
    if (known) return known
    this.reader.checkHeads(args.length)
    const made: Slot = { entry: this.compile(args), callCount: 0, isDiscarded: false }
    this.slots.set(key, made)
    made.entry.catch(() => this.slots.delete(key))
    return made
  }

  private graph(args: readonly unknown[], withSites = false): Traced {
    return trace(this.f, args, (leaf, path) => ({ shape: this.reader.shapeOf(leaf, path), dtype: leaf.dtype }), withSites)
  }

  private async backend(): Promise<Backend> {
    return this.options.backend ?? (await defaultBackend())
  }

  private async compile(args: readonly unknown[]): Promise<Entry> {
    const { graph, result } = this.graph(args)
    const backend = await this.backend()
    const { threads, spinning } = this.options
    const folded = await foldConstants(graph, backend)
    const session = await backend.load(encode(backend.hasFusedMatMul ? fuseTransposes(folded) : folded), { threads, spinning })
    return { session, result: mapTree(result, isTensor, ({ node: _, ...place }) => ({ ...place, node: undefined })) }
  }
}

function discard(slot: Slot): void {
  slot.isDiscarded = true
  disposeUnused(slot)
}

/** A failed compilation has nothing to dispose; its error went to the caller. */
function disposeUnused(slot: Slot): void {
  if (!slot.isDiscarded || slot.callCount > 0) return
  slot.entry.then(
    ({ session }) => session[Symbol.dispose](),
    () => undefined,
  )
}

/** The arrays to write results into, none by default. */
function buffersOf(into: unknown, result: unknown): NdArray[] {
  if (into === undefined) return []
  const buffers = flatten(into, isNdArray).map((leaf) => leaf.value)
  const count = flatten(result, isTensor).length
  if (buffers.length !== count)
    throw new EngineError('engine/argument', `the function returns ${count} arrays, ${buffers.length} were given to write into`)
  return buffers
}
