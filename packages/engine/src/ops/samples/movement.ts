import { greater, mul } from '../elementwise.ts'
import * as ops from '../movement.ts'
import { each, normal, range, type Sample, type Samples, type View } from './sample.ts'

const x = normal(2, 3, 4)
const y = normal(2, 2, 4)
const moved = (run: Sample['run'], shape: readonly number[], from: (at: View['at'], ...index: number[]) => number): Sample => ({
  args: [x],
  run,
  plain: ({ at }) => each(shape, (...index) => from(at, ...index)),
})
const joined = (a: View, b: View) => each([2, 5, 4], (i, j, k) => (j < 3 ? a.at(i, j, k) : b.at(i, j - 3, k)))

export const samples = {
  reshape: [
    moved(
      (t) => ops.reshape(t, [-1, t.shape[2]]),
      [6, 4],
      (at, i, j) => at(Math.floor(i / 3), i % 3, j),
    ),
    moved(
      (t) => ops.reshape(t, [t.shape[2], t.shape[0], t.shape[1]]),
      [24],
      (at, i) => at(Math.floor(i / 12), Math.floor(i / 4) % 3, i % 4),
    ),
  ],
  transpose: [
    moved(
      (t) => ops.transpose(t),
      [2, 4, 3],
      (at, i, j, k) => at(i, k, j),
    ),
    moved(
      (t) => ops.transpose(t, [2, 0, 1]),
      [4, 2, 3],
      (at, i, j, k) => at(j, k, i),
    ),
  ],
  expand: [{ args: [normal(3, 1)], run: (t) => ops.expand(t, [2, t.shape[0], 4]), plain: ({ at }) => each([2, 3, 4], (_, j) => at(j, 0)) }],
  slice: [
    moved(
      (t) => ops.slice(t, 1, 1),
      [2, 2, 4],
      (at, i, j, k) => at(i, j + 1, k),
    ),
    moved(
      (t) => ops.slice(t, -1, 1, -1),
      [2, 3, 2],
      (at, i, j, k) => at(i, j, k + 1),
    ),
    {
      ...moved(
        (t) => ops.slice(t, 2, 1, 4, 2),
        [2, 3, 2],
        (at, i, j, k) => at(i, j, 1 + 2 * k),
      ),
      fixed: 'a step needs a number',
    },
  ],
  pick: [
    moved(
      (t) => ops.pick(t, 1, -1),
      [2, 4],
      (at, i, k) => at(i, 2, k),
    ),
  ],
  flip: [
    moved(
      (t) => ops.flip(t, 2),
      [2, 3, 4],
      (at, i, j, k) => at(i, j, 3 - k),
    ),
  ],
  pad: [
    moved(
      (t) => ops.pad(t, 1, 2, 1),
      [2, 6, 4],
      (at, i, j, k) => (j < 2 || j > 4 ? 0 : at(i, j - 2, k)),
    ),
    moved(
      (t) => ops.pad(t, -1, 0, 1, 7),
      [2, 3, 5],
      (at, i, j, k) => (k > 3 ? 7 : at(i, j, k)),
    ),
  ],
  concat: [{ args: [x, y], run: (a, b) => ops.concat([a, b], 1), plain: joined }],
  split: [
    moved(
      (t) => ops.split(t, 2, -1)[1],
      [2, 3, 2],
      (at, i, j, k) => at(i, j, k + 2),
    ),
    moved(
      (t) => mul(ops.split(t, [1, 2], 1)[0], ops.split(t, [1, 2], 1)[1]),
      [2, 2, 4],
      (at, i, j, k) => at(i, 0, k) * at(i, j + 1, k),
    ),
  ].map((sample) => ({ ...sample, fixed: 'parts of a symbolic axis must add up to it' })),
  stack: [
    {
      args: [x, normal(2, 3, 4)],
      run: (a, b) => ops.stack([a, b], -1),
      plain: (a, b) => each([2, 3, 4, 2], (i, j, k, n) => [a, b][n].at(i, j, k)),
    },
  ],
  squeeze: [{ args: [normal(3, 1, 2)], run: (t) => ops.squeeze(t, 1), plain: ({ flat }) => flat }],
  unsqueeze: [
    moved(
      (t) => ops.unsqueeze(t, -1),
      [2, 3, 4],
      (at, i, j, k) => at(i, j, k),
    ),
  ],
  repeat: [
    moved(
      (t) => ops.repeat(t, 1, 2),
      [2, 6, 4],
      (at, i, j, k) => at(i, Math.floor(j / 2), k),
    ),
  ],
  full: [{ args: [x], run: (t) => mul(t, ops.full(t.shape, 3, t.dtype)), plain: ({ flat }) => flat.map((value) => 3 * value) }],
  zerosLike: [{ args: [x], run: (t) => ops.zerosLike(t), plain: ({ flat }) => flat.map(() => 0) }],
  sizeOf: [{ args: [x], run: (t) => mul(t, ops.sizeOf(t.shape[1], t.dtype)), plain: ({ flat }) => flat.map((value) => 3 * value) }],
  arange: [
    { args: [x], run: (t) => mul(t, ops.arange(t.shape[2], t.dtype)), plain: ({ flat }) => flat.map((value, i) => value * (i % 4)) },
    { args: [x], run: (t) => greater(ops.arange(t.shape[1]), 1), plain: () => range(3).map((i) => Number(i > 1)) },
  ],
} as const satisfies Samples
