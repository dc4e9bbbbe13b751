import { cast } from '../elementwise.ts'
import { logSoftmax } from '../fused.ts'
import * as ops from '../indexing.ts'
import { crossEntropy, klDivergence, logProbability } from '../losses.ts'
import { each, ids, normal, range, type Samples, total, type View } from './sample.ts'

const table = normal(5, 3)
const repeated = ids([4, 0, 4, 2], 2, 2)
const columns = ids([0, 2, 1, 1, 2, 0, 0, 0, 1, 2], 5, 2)
const updates = normal(5, 2)
const logits = normal(3, 4)
const logNormal = (x: View, i: number, c: number) => x.at(i, c) - Math.log(total(x.shape[1], (k) => Math.exp(x.at(i, k))))
const targets = ids([2, -100, 0], 3)
const order = (x: View, i: number) => range(3).toSorted((a, b) => x.at(i, b) - x.at(i, a))
const rowsOf = (x: View) => each([2, 2, 3], (i, j, k) => x.at([4, 0, 4, 2][2 * i + j], k))
const fixed = 'counts are numbers'

export const samples = {
  gather: [
    { args: [table, repeated], run: (x, i) => ops.gather(x, i), plain: rowsOf },
    { args: [table, ids([1, 1, 0], 3)], run: (x, i) => ops.gather(x, i, 1), plain: (x) => each([5, 3], (i, j) => x.at(i, [1, 1, 0][j])) },
  ],
  embedding: [{ args: [table, repeated], run: ops.embedding, plain: rowsOf }],
  takeAlong: [
    { args: [table, columns], run: (x, i) => ops.takeAlong(x, i, 1), plain: (x, c) => each([5, 2], (i, j) => x.at(i, c.at(i, j))) },
  ],
  scatterAdd: [
    {
      args: [table, columns, updates],
      run: (x, i, u) => ops.scatterAdd(x, i, u, 1),
      plain: (x, c, u) => each([5, 3], (i, k) => x.at(i, k) + total(2, (j) => (c.at(i, j) === k ? u.at(i, j) : 0))),
    },
  ],
  oneHot: [{ args: [ids([2, 0, 7], 3)], run: (i) => ops.oneHot(i, 4), plain: () => [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0] }],
  topk: [
    { args: [table], run: (x) => ops.topk(x, 2).values, plain: (x) => each([5, 2], (i, j) => x.at(i, order(x, i)[j])), fixed },
    { args: [table], run: (x) => ops.topk(x, 2).indices, plain: (x) => each([5, 2], (i, j) => order(x, i)[j]), fixed },
  ],
  sort: [
    { args: [table], run: (x) => ops.sort(x).values, plain: (x) => each([5, 3], (i, j) => x.at(i, order(x, i)[2 - j])) },
    { args: [table], run: (x) => cast(ops.sort(x, 1, true).indices, 'int32'), plain: (x) => each([5, 3], (i, j) => order(x, i)[j]) },
  ],
  logProbability: [{ args: [logits, ids([2, 1, 0], 3)], run: logProbability, plain: (x, t) => each([3], (i) => logNormal(x, i, t.at(i))) }],
  crossEntropy: [
    { args: [logits, targets], run: (x, t) => crossEntropy(x, t), plain: (x) => [-(logNormal(x, 0, 2) + logNormal(x, 2, 0)) / 2] },
    { args: [logits, ids([-1, -1, -1], 3)], run: (x, t) => crossEntropy(x, t, -1), plain: () => [0] },
  ],
  klDivergence: [
    {
      args: [logits, normal(3, 4)],
      run: (p, q) => klDivergence(logSoftmax(p), logSoftmax(q)),
      plain: (p, q) => each([3], (i) => total(4, (c) => Math.exp(logNormal(p, i, c)) * (logNormal(p, i, c) - logNormal(q, i, c)))),
    },
  ],
} as const satisfies Samples
