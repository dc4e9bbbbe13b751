import { createRandom, type NdArray, ndarray } from '@offprint/engine'

/** `ids` [batch, length] and for each the token that follows, −100 where none counts. */
export type TokenBatch = { readonly ids: NdArray; readonly targets: NdArray }

/** A target that no loss counts. */
export const ignoredTarget = -100

/**
 * Windows of `length` + 1 tokens of one stream, `batchSize` a step, each window once an epoch in an order drawn from seed and epoch.
 * The batch of a step depends on the step alone: training resumes exactly, and two models can be given equal data in equal order.
 */
export function packedBatches(stream: Int32Array, { batchSize, length, seed }: { batchSize: number; length: number; seed: number }) {
  const windowCount = Math.floor((stream.length - 1) / length)
  if (windowCount < batchSize) {
    throw new RangeError(
      `${stream.length} tokens make ${windowCount} windows of ${length}, a batch wants ${batchSize}: give more text, or a smaller batch or length.`,
    )
  }
  const stepsPerEpoch = Math.floor(windowCount / batchSize)
  let order: { epoch: number; windows: Int32Array } | undefined
  const orderOf = (epoch: number) => {
    if (order?.epoch !== epoch) order = { epoch, windows: createRandom(seed * 1_000_003 + epoch).permutation(windowCount) }
    return order.windows
  }
  return {
    stepsPerEpoch,
    batchAt(step: number): TokenBatch {
      const windows = orderOf(Math.floor(step / stepsPerEpoch))
      const first = (step % stepsPerEpoch) * batchSize
      const ids = new Int32Array(batchSize * length)
      const targets = new Int32Array(batchSize * length)
      for (let row = 0; row < batchSize; row++) {
        const start = windows[first + row] * length
        ids.set(stream.subarray(start, start + length), row * length)
        targets.set(stream.subarray(start + 1, start + length + 1), row * length)
      }
      return { ids: ndarray(ids, [batchSize, length]), targets: ndarray(targets, [batchSize, length]) }
    },
  }
}

/**
 * Prompts with their answers, padded on the right: only the answers' tokens count. `examples` are ids; the last token of each has nothing
 * after it to predict.
 */
export function answerBatch(examples: readonly { readonly prompt: readonly number[]; readonly answer: readonly number[] }[]): TokenBatch {
  const length = Math.max(...examples.map(({ prompt, answer }) => prompt.length + answer.length - 1))
  const ids = new Int32Array(examples.length * length)
  const targets = new Int32Array(examples.length * length).fill(ignoredTarget)
  examples.forEach(({ prompt, answer }, row) => {
    const tokens = [...prompt, ...answer]
    ids.set(tokens.slice(0, -1), row * length)
    targets.set(answer, row * length + prompt.length - 1)
  })
  return { ids: ndarray(ids, [examples.length, length]), targets: ndarray(targets, [examples.length, length]) }
}
