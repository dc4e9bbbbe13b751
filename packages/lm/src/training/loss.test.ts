import { checkGradients, grad, jit, mul, ndarray, sum, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'
import { answerBatch, ignoredTarget, packedBatches } from './batches.ts'
import { clippedPolicyLoss, dpoLoss, ktoLoss, policyGradientLoss, sequenceLogProbability } from './loss.ts'

const row = (...values: number[]) => ndarray(Float32Array.from(values), [values.length])

async function value(program: (...tensors: Tensor[]) => Tensor, ...arrays: ReturnType<typeof row>[]): Promise<number> {
  using run = jit(program)
  return Number((await run(...(arrays as never[]))).data[0])
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

it('gives DPO’s loss worked by hand, log 2 where policy and reference agree', async () => {
  const program = (chosen: Tensor, rejected: Tensor, refChosen: Tensor, refRejected: Tensor) =>
    dpoLoss({ chosen, rejected }, { chosen: refChosen, rejected: refRejected }, 0.5)
  expect(await value(program, row(-3), row(-4), row(-3), row(-4))).toBeCloseTo(Math.log(2), 6)
  // Margin ((−2) − (−3)) − ((−5) − (−4)) = 2.
  expect(await value(program, row(-2), row(-5), row(-3), row(-4))).toBeCloseTo(-Math.log(sigmoid(1)), 6)
})

it('gives KTO’s loss for a wanted and an unwanted answer', async () => {
  const program = (policy: Tensor, reference: Tensor, wanted: Tensor, point: Tensor) =>
    ktoLoss(policy, reference, wanted, point, { beta: 0.1, undesirableWeight: 2 })
  // Rewards 1 and −2 at z = 0.5: 1 − σ(0.05), and 2·(1 − σ(0.25)).
  const expected = (1 - sigmoid(0.05) + 2 * (1 - sigmoid(0.25))) / 2
  expect(await value(program, row(-4, -9), row(-5, -7), row(1, 0), row(0.5))).toBeCloseTo(expected, 6)
})

it('has the score function as its gradient: −advantage / n', async () => {
  using run = jit(grad((logs: Tensor, advantages: Tensor) => policyGradientLoss(logs, advantages)))
  const gradient = await run(row(-1, -2) as never, row(3, -0.5) as never)
  expect([...(gradient as unknown as { data: Float32Array }).data]).toEqual([-1.5, 0.25])
})

it('does not push a token further than the clip allows', async () => {
  const program = (fresh: Tensor, old: Tensor, advantages: Tensor, counted: Tensor) => clippedPolicyLoss(fresh, old, advantages, counted)
  // Ratios e^0.5 (clipped to 1.2) and e^−1, advantage 1 for both; the third does not count.
  const loss = await value(program, row(-0.5, -2, 9), row(-1, -1, 0), row(1, 1, 1), row(1, 1, 0))
  expect(loss).toBeCloseTo(-(1.2 + Math.exp(-1)) / 2, 6)
})

it('adds up the log-probabilities of counted targets only, with the right gradient', async () => {
  const logits = ndarray(Float32Array.from([1, 2, 3, 0, 0, 0]), [1, 2, 3])
  const targets = ndarray(Int32Array.from([2, ignoredTarget]), [1, 2])
  using run = jit(sequenceLogProbability)
  expect(Number((await run(logits as never, targets as never)).data[0])).toBeCloseTo(
    3 - Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)),
    6,
  )
  const { worst } = await checkGradients((x: Tensor) => sum(mul(sequenceLogProbability(x, targets as never), -2)), [logits])
  expect(worst).toBeLessThan(1e-6)
})

it('counts an answer’s tokens and not its prompt’s', () => {
  const { ids, targets } = answerBatch([
    { prompt: [7, 8], answer: [1, 2] },
    { prompt: [9], answer: [3] },
  ])
  expect([...ids.data].map(Number)).toEqual([7, 8, 1, 9, 0, 0])
  expect([...targets.data].map(Number)).toEqual([-100, 1, 2, 3, -100, -100])
})

it('shows every window once an epoch, in an order that the seed and the step alone decide', () => {
  const stream = Int32Array.from({ length: 101 }, (_, i) => i)
  const make = (seed: number) => packedBatches(stream, { batchSize: 2, length: 10, seed })
  const batches = make(4)
  const starts = (from: number) =>
    Array.from({ length: 5 }, (_, step) => [
      Number(batches.batchAt(from + step).ids.data[0]),
      Number(batches.batchAt(from + step).ids.data[10]),
    ]).flat()
  expect(starts(0).toSorted((a, b) => a - b)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
  expect(starts(5)).not.toEqual(starts(0))
  expect(make(4).batchAt(7)).toEqual(batches.batchAt(7))
  expect(() => packedBatches(stream, { batchSize: 11, length: 10, seed: 1 })).toThrow(/10 windows of 10, a batch wants 11/)
})
