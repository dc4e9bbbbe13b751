import * as ops from '../attention.ts'
import { maximum } from '../elementwise.ts'
import { concat } from '../movement.ts'
import { layerNorm, rmsNorm } from '../normalize.ts'
import { each, ids, normal, range, type Samples, total, type View } from './sample.ts'

const [query, key, value] = [normal(2, 3, 4), normal(2, 5, 4), normal(2, 5, 2)]
const epsilon = 1e-5
const mean = (values: readonly number[]) => values.reduce((sum, item) => sum + item, 0) / values.length
const rowOf = (x: View, i: number) => range(x.shape[1]).map((k) => x.at(i, k))
/** Weights of query i over five keys; `sees` says which ones. */
const weight = (q: View, k: View, n: number, i: number, j: number, sees: (j: number) => boolean) => {
  const score = (place: number) => (sees(place) ? Math.exp(total(4, (d) => q.at(n, i, d) * k.at(n, place, d)) / 2) : 0)
  return score(j) / total(5, score)
}
const fixed = 'sizes of heads and norms are numbers'
const angles = normal(3, 2)

export const samples = {
  attention: [
    {
      args: [query, key, value],
      run: (q, k, v) => ops.attention(q, k, v, { mask: ops.causalMask(3, 5) }),
      plain: (q, k, v) => each([2, 3, 2], (n, i, d) => total(5, (j) => weight(q, k, n, i, j, (place) => place <= i + 2) * v.at(n, j, d))),
      fixed,
    },
  ],
  attentionWeights: [
    {
      args: [query, key],
      run: (q, k) => ops.attentionWeights(q, k, { scale: 0.5 }),
      plain: (q, k) => each([2, 3, 5], (n, i, j) => weight(q, k, n, i, j, () => true)),
    },
  ],
  causalMask: [
    {
      args: [query, key],
      run: (q, k) => maximum(ops.causalMask(q.shape[1], k.shape[1]), -1),
      plain: () => each([3, 5], (i, j) => (j > i + 2 ? -1 : 0)),
    },
  ],
  maskFrom: [{ args: [ids([1, 0, 1], 3)], run: (allowed) => maximum(ops.maskFrom(allowed), -1), plain: () => [0, -1, 0] }],
  rotary: [
    {
      args: [normal(2, 3, 4), angles, normal(3, 2)],
      run: (x, c, s) => ops.rotary(x, c, s),
      plain: (x, c, s) => each([2, 3, 4], (n, i, d) => turned(x, c, s, n, i, d % 2, d % 2, (d % 2) + 2, d >= 2)),
      fixed,
    },
    {
      args: [normal(2, 3, 4), angles, normal(3, 2)],
      run: (x, c, s) => ops.rotary(x, c, s, true),
      plain: (x, c, s) => each([2, 3, 4], (n, i, d) => turned(x, c, s, n, i, d >> 1, d & 2, (d & 2) + 1, d % 2 === 1)),
      fixed,
    },
  ],
  rotaryAngles: [
    {
      args: [ids([0, 7], 2)],
      run: (positions) => concat([ops.rotaryAngles(positions, 4, 100).cosine, ops.rotaryAngles(positions, 4, 100).sine], -1),
      plain: () => [1, 1, 0, 0, Math.cos(7), Math.cos(0.7), Math.sin(7), Math.sin(0.7)],
    },
  ],
  layerNorm: [
    {
      args: [normal(3, 4), normal(4), normal(4)],
      run: (x, scale, bias) => layerNorm(x, scale, bias),
      plain: (x, scale, bias) =>
        each([3, 4], (i, j) => {
          const row = rowOf(x, i)
          const deviation = Math.sqrt(mean(row.map((item) => (item - mean(row)) ** 2)) + epsilon)
          return ((x.at(i, j) - mean(row)) / deviation) * scale.at(j) + bias.at(j)
        }),
      fixed,
    },
  ],
  rmsNorm: [
    {
      args: [normal(3, 4), normal(4)],
      run: (x, scale) => rmsNorm(x, scale),
      plain: (x, scale) =>
        each([3, 4], (i, j) => (x.at(i, j) / Math.sqrt(mean(rowOf(x, i).map((item) => item ** 2)) + epsilon)) * scale.at(j)),
      fixed,
    },
  ],
} as const satisfies Samples

/** One coordinate of the pair (first, second) turned by angle number `a`. */
function turned(x: View, c: View, s: View, n: number, i: number, a: number, first: number, second: number, isSecond: boolean): number {
  const [p, q, cosine, sine] = [x.at(n, i, first), x.at(n, i, second), c.at(i, a), s.at(i, a)]
  return isSecond ? q * cosine + p * sine : p * cosine - q * sine
}
