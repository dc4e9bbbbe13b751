import { conv1d, patchEmbedding, patches } from '../convolution.ts'
import { einsum } from '../einsum.ts'
import * as ops from '../matmul.ts'
import { each, normal, type Sample, type Samples, total, type View } from './sample.ts'

/** Channel c of the output at step t: the taps of its group times the inputs of the kernel's window. */
const convolved = (x: View, w: View, groups: number, lead: number, length: number) =>
  each([x.shape[0], length, w.shape[0]], (b, t, c) => {
    const first = Math.floor(c / (w.shape[0] / groups)) * w.shape[1]
    const input = (place: number, channel: number) => (place < 0 ? 0 : x.at(b, place, channel))
    return total(w.shape[1], (i) => total(w.shape[2], (k) => w.at(c, i, k) * input(t + k - lead, first + i)))
  })
const image = normal(2, 3, 4, 6)
/** Element e of patch p: channel, then row, then column in the patch of 2 by 2; three patches a row. */
const patch = (x: View, b: number, p: number, e: number) =>
  x.at(b, Math.floor(e / 4), 2 * Math.floor(p / 3) + (Math.floor(e / 2) % 2), 2 * (p % 3) + (e % 2))
const fixed = 'kernels and image sides are numbers'

export const samples = {
  matmul: [
    {
      args: [normal(3, 4), normal(4, 5)],
      run: ops.matmul,
      plain: (a, b) => each([3, 5], (i, j) => total(4, (k) => a.at(i, k) * b.at(k, j))),
    },
    {
      args: [normal(2, 3, 4), normal(4, 5)],
      run: ops.matmul,
      plain: (a, b) => each([2, 3, 5], (n, i, j) => total(4, (k) => a.at(n, i, k) * b.at(k, j))),
    },
    {
      args: [normal(2, 1, 3, 4), normal(5, 4, 2)],
      run: ops.matmul,
      plain: (a, b) => each([2, 5, 3, 2], (n, m, i, j) => total(4, (k) => a.at(n, 0, i, k) * b.at(m, k, j))),
    },
  ],
  linear: [
    {
      args: [normal(2, 3), normal(3, 4), normal(4)],
      run: ops.linear,
      plain: (x, w, b) => each([2, 4], (i, j) => b.at(j) + total(3, (k) => x.at(i, k) * w.at(k, j))),
    },
  ],
  einsum: [
    einsumSample(
      'bhqd,bhkd->bhqk',
      (a, b) => each([2, 3, 4, 5], (n, h, q, k) => total(6, (d) => a.at(n, h, q, d) * b.at(n, h, k, d))),
      normal(2, 3, 4, 6),
      normal(2, 3, 5, 6),
    ),
    einsumSample(
      'ij,jk,k->i',
      (a, b, c) => each([2], (i) => total(3, (j) => total(4, (k) => a.at(i, j) * b.at(j, k) * c.at(k)))),
      normal(2, 3),
      normal(3, 4),
      normal(4),
    ),
    einsumSample('ijk->ki', (a) => each([4, 2], (k, i) => total(3, (j) => a.at(i, j, k))), normal(2, 3, 4)),
  ],
  conv1d: [
    {
      args: [normal(2, 5, 4), normal(4, 1, 3)],
      run: (x, w) => conv1d(x, w, { groups: 4, causal: true }),
      plain: (x, w) => convolved(x, w, 4, 2, 5),
      fixed,
    },
    {
      args: [normal(2, 5, 4), normal(6, 2, 3)],
      run: (x, w) => conv1d(x, w, { groups: 2, causal: true }),
      plain: (x, w) => convolved(x, w, 2, 2, 5),
      fixed,
    },
    { args: [normal(1, 6, 2), normal(3, 2, 2)], run: (x, w) => conv1d(x, w), plain: (x, w) => convolved(x, w, 1, 0, 5), fixed },
  ],
  patches: [{ args: [image], run: (x) => patches(x, 2), plain: (x) => each([2, 6, 12], (b, p, e) => patch(x, b, p, e)), fixed }],
  patchEmbedding: [
    {
      args: [image, normal(5, 3, 2, 2), normal(5)],
      run: patchEmbedding,
      plain: (x, w, bias) => each([2, 6, 5], (b, p, c) => bias.at(c) + total(12, (e) => patch(x, b, p, e) * w.flat[c * 12 + e])),
      fixed,
    },
  ],
} as const satisfies Samples

function einsumSample(equation: string, plain: Sample['plain'], ...args: Sample['args'][number][]): Sample {
  return { args, run: (...tensors) => einsum(equation, ...tensors), plain }
}
