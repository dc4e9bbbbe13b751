import { readFileSync } from 'node:fs'
import {
  adamw,
  chain,
  clipByGlobalNorm,
  createRandom,
  embedding,
  linear,
  type NdArray,
  ndarray,
  type Optimizer,
  scaleByRate,
  sgd,
  type Tensor,
} from '@offprint/engine'
import { needs, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'
import type { DecoderArchitecture, Parameters } from '../architectures/architecture.ts'
import { findArchitecture } from '../architectures/find.ts'
import { openFile } from '../weights/file.ts'
import { nameParameters } from '../weights/parameters.ts'
import { readSafetensorsHeader, readStoredTensor } from '../weights/safetensors.ts'
import { packedBatches, type TokenBatch } from './batches.ts'
import { restoreCheckpoint, takeCheckpoint } from './checkpoint.ts'
import { nextTokenLoss } from './loss.ts'
import { type TrainingStep, train } from './train.ts'

type Bigram = { table: Tensor; output: Tensor }
type Symbols = { ids: Tensor; targets: Tensor }

const loss = ({ table, output }: Bigram, { ids, targets }: Symbols) => nextTokenLoss(linear(embedding(table, ids), output), targets)
const stream = Int32Array.from({ length: 600 }, (_, i) => (i * i + 3 * i) % 11)

function bigram() {
  const random = createRandom(3)
  return { table: random.normal([11, 8], 0.3), output: random.normal([8, 11], 0.3) }
}

async function run(
  parameters: unknown,
  optimizer: Optimizer,
  options: { steps: number; startStep?: number; accumulate?: number; state?: ReturnType<Optimizer['init']>; batchSize?: number },
): Promise<TrainingStep[]> {
  const { batchSize = 4, accumulate = 1, state = optimizer.init(parameters) } = options
  const batches = packedBatches(stream, { batchSize, length: 10, seed: 1 })
  const batchAt = (step: number, micro: number) => batches.batchAt(step * accumulate + micro)
  return Array.fromAsync(train({ ...options, loss, parameters, optimizer, state, batchAt, accumulate }))
}

it('brings the loss down and gives bitwise the same losses again', async () => {
  const losses = async () => (await run(bigram(), adamw({ rate: 0.02 }), { steps: 60 })).map((step) => step.loss)
  const first = await losses()
  expect(first.at(-1)).toBeLessThan(first[0] * 0.5)
  expect(await losses()).toEqual(first)
})

it('goes on from a checkpoint to bitwise the same losses', async () => {
  const optimizer = chain(clipByGlobalNorm(1), scaleByRate(0.3))
  const straight = await run(bigram(), optimizer, { steps: 20 })
  const parameters = bigram()
  const state = optimizer.init(parameters)
  await run(parameters, optimizer, { steps: 8, state })
  const checkpoint = takeCheckpoint(parameters, state, 8)
  const fresh = bigram()
  const freshState = optimizer.init(fresh)
  restoreCheckpoint(fresh, freshState, checkpoint)
  const resumed = await run(fresh, optimizer, { steps: 20, startStep: 8, state: freshState })
  expect(resumed).toEqual(straight.slice(8))
})

it('makes of two micro-batches the step that their joint batch makes', async () => {
  const rate = sgd({ rate: 0.5 })
  const [whole, parts] = [bigram(), bigram()]
  const wholeSteps = await run(whole, rate, { steps: 3, batchSize: 8 })
  const partSteps = await run(parts, rate, { steps: 3, batchSize: 4, accumulate: 2 })
  wholeSteps.forEach((step, i) => {
    expect(partSteps[i].loss).toBeCloseTo(step.loss, 5)
  })
  Array.from(whole.table.data as Float32Array).forEach((value, i) => {
    expect(Number(parts.table.data[i])).toBeCloseTo(value, 5)
  })
})

it('refuses a checkpoint of another model by the name of what differs', () => {
  const optimizer = sgd({ rate: 1, momentum: 0.9 })
  const parameters = bigram()
  const checkpoint = takeCheckpoint(parameters, optimizer.init(parameters), 1)
  const wider = { ...bigram(), output: createRandom(1).normal([8, 12]) }
  expect(() => restoreCheckpoint(wider, optimizer.init(wider), checkpoint)).toThrow(/parameters\.output, the model 96/)
})

it('stops between two steps when asked', async () => {
  const stop = new AbortController()
  const parameters = bigram()
  const optimizer = sgd({ rate: 0.1 })
  const batches = packedBatches(stream, { batchSize: 4, length: 10, seed: 1 })
  let done = 0
  for await (const { step } of train({
    loss,
    parameters,
    optimizer,
    state: optimizer.init(parameters),
    batchAt: batches.batchAt,
    steps: 100,
    signal: stop.signal,
  })) {
    done = step
    if (step === 3) stop.abort()
  }
  expect(done).toBe(3)
})

type Recorded = {
  stream: number[]
  learning_rates: number[]
  batch_size: number
  seq_len: number
  clip_norm: number
  weight_decay: number
  runs: { decay_matrices_only: { losses: number[]; grad_norms_before_clip: number[] } }
}

it(
  'gives the recorded losses of sixty AdamW steps on GPT-2',
  needs('shared', async () => {
    const recorded = JSON.parse(readFileSync(sharedPath('data/golden-models/train.json'), 'utf8')) as Recorded
    const architecture = (await findArchitecture('gpt2')) as DecoderArchitecture
    const config = architecture.readConfig(JSON.parse(readFileSync(sharedPath('data/golden-models/gpt2/config.json'), 'utf8')))
    await using file = await openFile(sharedPath('data/golden-models/gpt2/model.safetensors'))
    const tensors = new Map<string, NdArray>()
    for (const [name, tensor] of (await readSafetensorsHeader(file)).tensors) tensors.set(name, await readStoredTensor(file, tensor))
    const { parameters } = nameParameters(tensors, architecture, config)
    const { batch_size: rows, seq_len: length } = recorded
    const windowCount = Math.floor(recorded.stream.length / length)
    const batchAt = (step: number): TokenBatch => {
      const windows = Array.from({ length: rows }, (_, row) => (rows * step + row) % windowCount)
      const cut = (from: number, to: number) =>
        Int32Array.from(windows.flatMap((window) => recorded.stream.slice(window * length + from, window * length + to)))
      return { ids: ndarray(cut(0, length - 1), [rows, length - 1]), targets: ndarray(cut(1, length), [rows, length - 1]) }
    }
    const optimizer = adamw({
      rate: (step) => recorded.learning_rates[step],
      weightDecay: recorded.weight_decay,
      clipNorm: recorded.clip_norm,
    })
    const program = (weights: Parameters, { ids, targets }: Symbols) =>
      nextTokenLoss(architecture.forward(weights, config, { ids }).logits, targets)
    const steps = await Array.fromAsync(
      train({ loss: program, parameters, optimizer, state: optimizer.init(parameters), batchAt, steps: recorded.learning_rates.length }),
    )
    const { losses, grad_norms_before_clip: norms } = recorded.runs.decay_matrices_only
    // Tolerances: golden-models/README.md.
    steps.forEach((step, i) => {
      expect(Math.abs(step.loss - losses[i])).toBeLessThan(2e-4)
      expect(Math.abs(step.gradientNorm - norms[i])).toBeLessThan(1e-3 * norms[i] + 1e-5)
    })
  }),
)
