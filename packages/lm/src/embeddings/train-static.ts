import {
  adamw,
  add,
  arange,
  createRandom,
  crossEntropy,
  div,
  embedding,
  matmul,
  mul,
  type NdArray,
  ndarray,
  sqrt,
  square,
  squeeze,
  sum,
  type Tensor,
  transpose,
  unsqueeze,
  warmupLinear,
} from '@offprint/engine'

import { train } from '../training/train.ts'

/** Two texts that belong together, as token ids: a title and its abstract. */
export type IdPair = readonly [Int32Array, Int32Array]

export type StaticTrainingOptions = {
  readonly pairs: readonly IdPair[]
  readonly vocabSize: number
  readonly dimension: number
  /** Pairs a step: each text's partner stands among so many others. */
  readonly batchSize: number
  readonly steps: number
  /** Of Adam at its peak. */
  readonly rate: number
  /** Of a text that is longer, so many tokens are drawn anew each time: their mean is right on average, and no step sees all. */
  readonly drawnTokens: number
  readonly seed: number
  readonly threads?: number
  readonly signal?: AbortSignal
}

export type StaticTrainingStep = { readonly step: number; readonly loss: number }

/** Cosines are multiplied by this before the softmax (as sentence-transformers' MultipleNegativesRankingLoss does). */
const cosineFactor = 20

/**
 * Trains the table [vocab, dimension] of a static embedder: a text's vector is the mean of its tokens' rows at length 1, and each text
 * must find its partner among those of the batch, in both directions (in-batch contrastive loss, arXiv 1807.03748). A row's length
 * becomes its token's weight. The same options give the same table. Yields after each step and stops early when the signal fires.
 */
export async function* trainStaticTable(options: StaticTrainingOptions): AsyncGenerator<StaticTrainingStep, NdArray> {
  const { vocabSize, dimension, batchSize, steps, rate, seed, threads, signal } = options
  if (options.pairs.length < batchSize)
    throw new RangeError(`${options.pairs.length} pairs do not fill a batch of ${batchSize}: give more, or a smaller batch.`)
  const parameters = { table: createRandom(seed).normal([vocabSize, dimension], 1 / Math.sqrt(dimension)) }
  const optimizer = adamw({ rate: warmupLinear({ peak: rate, warmupSteps: Math.ceil(steps / 20), totalSteps: steps }) })
  const training = train({
    loss: ({ table }: { table: Tensor }, { left, right }: { left: BagTensors; right: BagTensors }) =>
      contrastiveLoss(meanRows(table, left), meanRows(table, right)),
    parameters,
    optimizer,
    state: optimizer.init(parameters),
    batchAt: pairBatches(options),
    steps,
    dims: {
      'left.ids': ['batch', 'lengthLeft'],
      'left.shares': ['batch', 'lengthLeft'],
      'right.ids': ['batch', 'lengthRight'],
      'right.shares': ['batch', 'lengthRight'],
    },
    threads,
    signal,
  })
  for await (const { step, loss } of training) yield { step, loss }
  return parameters.table
}

type BagTensors = { readonly ids: Tensor; readonly shares: Tensor }
/** Tokens [batch, length] and the share of each in its text's mean, 0 for padding. */
type Bag = { readonly ids: NdArray; readonly shares: NdArray }

function meanRows(table: Tensor, { ids, shares }: BagTensors): Tensor {
  const mean = squeeze(matmul(unsqueeze(shares, 1), embedding(table, ids)), 1)
  return div(mean, sqrt(add(sum(square(mean), -1, true), 1e-12)))
}

/** Both [batch, dimension], unit rows. */
function contrastiveLoss(left: Tensor, right: Tensor): Tensor {
  const cosines = mul(matmul(left, transpose(right)), cosineFactor)
  const own = arange(left.shape[0])
  return mul(add(crossEntropy(cosines, own), crossEntropy(transpose(cosines), own)), 0.5)
}

/** The batch of a step depends on seed and step alone; each pair comes once an epoch. */
function pairBatches({ pairs, batchSize, seed, drawnTokens }: StaticTrainingOptions): (step: number) => { left: Bag; right: Bag } {
  const stepsPerEpoch = Math.floor(pairs.length / batchSize)
  let order: { epoch: number; places: Int32Array } | undefined
  return (step) => {
    const epoch = Math.floor(step / stepsPerEpoch)
    if (order?.epoch !== epoch) order = { epoch, places: createRandom(seed * 1_000_003 + epoch).permutation(pairs.length) }
    const first = (step % stepsPerEpoch) * batchSize
    const chosen = Array.from(order.places.subarray(first, first + batchSize), (place) => pairs[place])
    const random = createRandom(seed * 1_000_003 + step)
    const bag = (side: 0 | 1) => bagOf(chosen.map((pair) => drawTokens(pair[side], drawnTokens, random.integer)))
    return { left: bag(0), right: bag(1) }
  }
}

function drawTokens(ids: Int32Array, count: number, integer: (n: number) => number): Int32Array {
  if (ids.length <= count) return ids
  const shuffled = ids.slice()
  for (let i = 0; i < count; i++) {
    const j = i + integer(ids.length - i)
    ;[shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]]
  }
  return shuffled.subarray(0, count)
}

function bagOf(texts: readonly Int32Array[]): Bag {
  const length = Math.max(1, ...texts.map((text) => text.length))
  const ids = new Int32Array(texts.length * length)
  const shares = new Float32Array(texts.length * length)
  texts.forEach((text, row) => {
    ids.set(text, row * length)
    shares.fill(1 / text.length, row * length, row * length + text.length)
  })
  return { ids: ndarray(ids, [texts.length, length]), shares: ndarray(shares, [texts.length, length]) }
}
