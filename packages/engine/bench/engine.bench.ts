import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

import { testModelPath } from '@offprint/tools/needs'

import {
  createRandom,
  freeze,
  jit,
  matmul,
  matmulQuantized,
  ndarray,
  quantize,
  quantizeRows,
  type Tensor,
  transpose,
} from '../src/index.ts'
import type { QuantizedWeight } from '../src/quantized/weight.ts'
import { createAdapterStep, type Decoder } from './adapters.ts'
import { openWebStep } from './browser/open.ts'
import { lossOf, small, tiny } from './gpt.ts'
import { inTurn, short } from './measure/in-turn.ts'
import { productsAlone } from './measure/products-alone.ts'
import { Peer, type PeerLacks } from './peer/peer.ts'
import { createStep } from './step.ts'

export const name = 'engine'

type Row = Record<string, string | number>

const threadCounts = [1, 2]
const [batch, length] = [16, 256]

/**
 * Products, the training step of the 6.9M GPT at 16 × 256 and its memory, beside PyTorch where `OFFPRINT_PYTHON` or python3 has it; the
 * step over lengths and batches; wasm beside native; quantized products. Everything that is compared takes turns, medians of 7. Words of
 * `OFFPRINT_BENCH` (`products training memory adapters sizes wasm quantized`) choose among them.
 */
export async function* run(): AsyncGenerator<Row> {
  yield { date: new Date().toISOString().slice(0, 10), processor: cpus()[0].model, cores: cpus().length, node: process.version }
  const chosen = process.env.OFFPRINT_BENCH?.split(' ')
  for (const [topic, rowsOf] of Object.entries({ products, training, memory, adapters, sizes, wasm, quantized })) {
    if (chosen && !chosen.includes(topic)) continue
    for await (const row of rowsOf()) yield { topic, ...row }
  }
}

/** Square matrices, GFLOPS. */
async function* products(): AsyncGenerator<Row> {
  using peer = await Peer.start()
  if (!peer) yield { peer: 'skipped', reason: 'neither OFFPRINT_PYTHON nor python3 can import torch' }
  for (const count of [512, 1024, 2048]) {
    for (const threads of threadCounts) {
      const [x, y, into] = [1, 2, 3].map((seed) => createRandom(seed).normal([count, count]))
      using product = jit((a: Tensor, b: Tensor) => matmul(a, b), { threads })
      const theirs = peer && { torch: async () => (await peer.ask({ work: 'products', count, threads })).ms }
      const times = await inTurn<string>({ engine: async () => void (await product.into(into, x, y)), ...theirs })
      const rates = Object.entries(times).map(([who, ms]) => [`${who}GFLOPS`, short((2 * count ** 3) / ms / 1e6)])
      yield { count, threads, ...Object.fromEntries(rates) }
    }
  }
}

/** Forward, backward and AdamW; ratios above 1 say that the engine is faster. */
async function* training(): AsyncGenerator<Row> {
  using peer = await Peer.start()
  if (!peer) yield { peer: 'skipped', reason: 'neither OFFPRINT_PYTHON nor python3 can import torch' }
  for (const threads of threadCounts) {
    using step = createStep(small, { batch, length, threads })
    const ask = (attention: 'fused' | 'plain') => async () =>
      (await (peer as Peer).ask({ work: 'training', sizes: small, attention, batch, length, threads })).ms
    const optimizerTimes: number[] = []
    const engine = async () => {
      const { ms, optimizerMs } = await step.run()
      optimizerTimes.push(optimizerMs / ms)
      return ms
    }
    using alone = productsAlone(lossOf(small), [step.params, ...step.args], threads)
    const theirs = peer && { torchFused: ask('fused'), torchPlain: ask('plain') }
    const times = await inTurn<string>({ engine, ...theirs, products: alone.run })
    yield {
      threads,
      engineMs: short(times.engine),
      tokensPerSecond: short((batch * length * 1000) / times.engine),
      optimizerShare: short(Math.min(...optimizerTimes)),
      productsAloneMs: short(times.products),
      productsGFLOPS: short(alone.operations / times.products / 1e6),
      stepOverProducts: short(times.engine / times.products),
      ...(times.torchFused && { torchFusedMs: short(times.torchFused), overTorchFused: short(times.torchFused / times.engine) }),
      ...(times.torchPlain && { torchPlainMs: short(times.torchPlain), overTorchPlain: short(times.torchPlain / times.engine) }),
    }
  }
}

/** The most memory that a process of three steps ever held. */
async function* memory(): AsyncGenerator<Row> {
  const script = join(import.meta.dirname, 'memory.ts')
  const peakOf = (...options: string[]) => Number(execFileSync(process.execPath, [script, String(batch), String(length), ...options]))
  const [plain, checkpointed] = [peakOf(), peakOf('checkpoint')]
  using peer = await Peer.start()
  const order = { work: 'training', sizes: small, attention: 'fused', batch, length, threads: 2 } as const
  for (let i = 0; peer && i < 2; i++) await peer.ask(order)
  const torch = (await peer?.ask(order))?.peakMB
  yield {
    plainMB: short(plain),
    checkpointMB: short(checkpointed),
    ...(torch && { torchMB: short(torch), plainOverTorch: short(plain / torch), checkpointOverTorch: short(checkpointed / torch) }),
  }
}

/** Steps of adapters on SmolLM2-135M at 4 × 128, beside PEFT; its weights are those of the tests. */
async function* adapters(): AsyncGenerator<Row> {
  const path = testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf')
  if (!existsSync(path)) {
    yield { adapters: 'skipped', reason: 'SmolLM2-135M-Instruct is not among the models of the tests' }
    return
  }
  const { loadCausalLM } = await import('@offprint/lm')
  using model = await loadCausalLM(path, { precision: 'exact' })
  using peer = await Peer.start()
  const [rows, tokens] = [4, 128] as const
  for (const kind of ['lora', 'prefix'] as const) {
    using step = createAdapterStep(model as unknown as Decoder, kind, [rows, tokens], 2)
    const order = { work: 'adapters', kind, batch: rows, length: tokens, threads: 2 } as const
    const lacks = await peer?.ask(order).then(
      () => undefined,
      (error) => error as PeerLacks,
    )
    const theirs = peer && !lacks && { peft: async () => (await peer.ask(order)).ms }
    const times = await inTurn<string>({ engine: () => step.run(), ...theirs })
    yield {
      kind,
      engineMs: short(times.engine),
      tokensPerSecond: short((rows * tokens * 1000) / times.engine),
      ...(theirs
        ? { peftMs: short(times.peft), overPeft: short(times.peft / times.engine) }
        : { peft: lacks ? `lacks ${lacks.message}` : 'skipped' }),
    }
  }
}

/** The step's cost over length at batch 4, and over batch at length 64; a bar is as long as a token's share of the time. */
async function* sizes(): AsyncGenerator<Row> {
  const cases = [...[64, 128, 256, 512, 1024].map((tokens) => [4, tokens]), ...[1, 2, 4, 8, 16, 32, 64].map((rows) => [rows, 64])]
  for (const [rows, tokens] of cases) {
    using step = createStep(small, { batch: rows, length: tokens, threads: 2 })
    const { engine } = await inTurn({ engine: async () => (await step.run()).ms })
    const perToken = engine / rows / tokens
    yield { batch: rows, length: tokens, ms: short(engine), msPerToken: short(perToken), plot: '█'.repeat(Math.round(perToken * 40)) }
  }
}

/** A step of a 1M GPT at 8 × 64 in chromium's wasm, and native, on one thread each. */
async function* wasm(): AsyncGenerator<Row> {
  await using web = await openWebStep(8, 64)
  if (!web) {
    yield { wasm: 'skipped', reason: 'no chromium here' }
    return
  }
  using step = createStep(tiny, { batch: 8, length: 64, threads: 1 })
  const { native, inBrowser } = await inTurn({ native: async () => (await step.run()).ms, inBrowser: () => web.time() })
  yield { nativeMs: short(native), wasmMs: short(inBrowser), wasmOverNative: short(native / inBrowser) }
}

/** x [rows, 576] times a frozen weight [1536, 576]ᵀ on one thread, milliseconds. */
async function* quantized(): AsyncGenerator<Row> {
  const matrix = createRandom(1).normal([1536, 576])
  const program = (roundsInput: boolean) => (weight: QuantizedWeight<Tensor>, x: Tensor) => matmulQuantized(x, weight, { roundsInput })
  const dims = { 0: ['rows', null] }
  using float32 = jit(
    freeze((weight: Tensor, x: Tensor) => matmul(x, transpose(weight)), matrix),
    { threads: 1, dims },
  )
  const compile = (weight: QuantizedWeight, roundsInput: boolean) => jit(freeze(program(roundsInput), weight), { threads: 1, dims })
  using four = compile(quantize(matrix), false)
  using fourInBytes = compile(quantize(matrix), true)
  using minima = compile(quantize(matrix, { range: 'offsets' }), true)
  using eightInBytes = compile(quantize(matrix, { bits: 8 }), true)
  using rowWise = compile(quantizeRows(matrix), true)
  const runs = { float32, four, fourInBytes, minima, eightInBytes, rowWise }
  for (const rows of [1, 256]) {
    const x = ndarray(createRandom(3).normal([rows, 576]).data, [rows, 576])
    const repeats = rows === 1 ? 200 : 2
    const timed = Object.entries(runs).map(([kind, run]) => [kind, () => repeated(() => run(x), repeats)] as const)
    const times = await inTurn<string>(Object.fromEntries(timed))
    yield { rows, ...Object.fromEntries(Object.entries(times).map(([kind, ms]) => [`${kind}Ms`, short(ms)])) }
  }
}

/** Mean milliseconds of one of several runs. */
async function repeated(work: () => Promise<unknown>, count: number): Promise<number> {
  const start = performance.now()
  for (let i = 0; i < count; i++) await work()
  return (performance.now() - start) / count
}
