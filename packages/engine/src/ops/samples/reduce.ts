import { logSoftmax, softmax } from '../fused.ts'
import * as ops from '../reduce.ts'
import { each, normal, range, type Samples, total } from './sample.ts'

const x = normal(2, 3, 4)
const rowOf = (at: (...index: number[]) => number, i: number, j: number) => range(4).map((k) => at(i, j, k))
const logSum = (values: readonly number[]) => Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0))
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const alongLast = (run: (x: Parameters<typeof ops.sum>[0]) => ReturnType<typeof ops.sum>, value: (row: number[]) => number) => ({
  args: [x],
  run,
  plain: ({ at }: { at: (...index: number[]) => number }) => each([2, 3], (i, j) => value(rowOf(at, i, j))),
})

export const samples = {
  sum: [
    alongLast(
      (t) => ops.sum(t, -1),
      (row) => 4 * average(row),
    ),
    { args: [x], run: (t) => ops.sum(t), plain: ({ flat }) => [flat.reduce((sum, value) => sum + value, 0)] },
    { args: [x], run: (t) => ops.sum(t, [0, 2], true), plain: ({ at }) => each([3], (j) => total(2, (i) => total(4, (k) => at(i, j, k)))) },
  ],
  mean: [
    alongLast((t) => ops.mean(t, 2), average),
    { args: [x], run: (t) => ops.mean(t, [0, 1]), plain: ({ at }) => each([4], (k) => total(2, (i) => total(3, (j) => at(i, j, k))) / 6) },
  ],
  max: [
    alongLast(
      (t) => ops.max(t, -1),
      (row) => Math.max(...row),
    ),
  ],
  min: [
    alongLast(
      (t) => ops.min(t, -1, true),
      (row) => Math.min(...row),
    ),
  ],
  logSumExp: [alongLast((t) => ops.logSumExp(t, -1), logSum)],
  variance: [
    alongLast(
      (t) => ops.variance(t, -1),
      (row) => average(row.map((value) => (value - average(row)) ** 2)),
    ),
  ],
  argmax: [
    alongLast(
      (t) => ops.argmax(t, -1),
      (row) => row.indexOf(Math.max(...row)),
    ),
  ],
  argmin: [
    alongLast(
      (t) => ops.argmin(t, -1),
      (row) => row.indexOf(Math.min(...row)),
    ),
  ],
  cumsum: [
    { args: [x], run: (t) => ops.cumsum(t, 1), plain: ({ at }) => each([2, 3, 4], (i, j, k) => total(j + 1, (m) => at(i, m, k))) },
    {
      args: [x],
      run: (t) => ops.cumsum(t, -1, true),
      plain: ({ at }) => each([2, 3, 4], (i, j, k) => total(4 - k, (m) => at(i, j, k + m))),
    },
  ],
  softmax: [
    { args: [x], run: (t) => softmax(t), plain: ({ at }) => each([2, 3, 4], (i, j, k) => Math.exp(at(i, j, k) - logSum(rowOf(at, i, j)))) },
    {
      args: [x],
      run: (t) => softmax(t, 1),
      plain: ({ at }) => each([2, 3, 4], (i, j, k) => Math.exp(at(i, j, k)) / total(3, (m) => Math.exp(at(i, m, k)))),
    },
  ],
  logSoftmax: [
    { args: [x], run: (t) => logSoftmax(t), plain: ({ at }) => each([2, 3, 4], (i, j, k) => at(i, j, k) - logSum(rowOf(at, i, j))) },
  ],
} as const satisfies Samples
