import { readdirSync } from 'node:fs'

import { afterAll, describe, expect, it } from 'vitest'

import { checkGradients } from '../check-gradients.ts'
import { axis, product } from '../dim.ts'
import { grad, vjp } from '../grad.ts'
import { jit } from '../jit.ts'
import { type DType, isFloat } from '../shape.ts'
import type { Dims } from '../signature.ts'
import { convert, isNdArray, isTensor, type NdArray, type Node, type Tensor } from '../tensor.ts'
import { trace } from '../trace.ts'
import { flatten } from '../tree.ts'
import { add, mul, square } from './elementwise.ts'
import { arange, reshape } from './movement.ts'
import type { Row } from './op.ts'
import { sum } from './reduce.ts'
import { samples as elementwise } from './samples/elementwise.ts'
import { samples as indexing } from './samples/indexing.ts'
import { samples as matmul } from './samples/matmul.ts'
import { samples as movement } from './samples/movement.ts'
import { samples as networks } from './samples/networks.ts'
import { samples as reduce } from './samples/reduce.ts'
import { type Sample, type Samples, view } from './samples/sample.ts'

const samples: Samples = { ...elementwise, ...reduce, ...movement, ...matmul, ...indexing, ...networks }

// Central differences in float64 with a step of 1e-5 are good to about 1e-9 here; a wrong rule is off by far more.
const gradientTolerance = 1e-6
// float32 holds 7 digits; sums of a few dozen terms lose one.
const precisionTolerance = 2e-5

const files = readdirSync(import.meta.dirname).filter((name) => /^[a-z-]+\.ts$/.test(name) && name !== 'op.ts')
const families: Record<string, unknown>[] = await Promise.all(files.map((name) => import(new URL(name, import.meta.url).href)))
const operations = families.flatMap((family) =>
  Object.entries(family)
    .filter(([, item]) => typeof item === 'function')
    .map(([name]) => name),
)
const table: string[][] = []

afterAll(() => {
  const lines = table.toSorted().map(([name, ...columns]) => `${name.padEnd(18)}${columns.map((column) => column.padStart(12)).join('')}`)
  process.stdout.write(
    `\n${'operation'.padEnd(18)}${['differences', 'float32', 'second'].map((title) => title.padStart(12)).join('')}\n${lines.join('\n')}\n`,
  )
})

describe('every operation', () => {
  it('has a sample, and every row is used by one', () => {
    expect(operations.filter((name) => !(name in samples))).toEqual([])
    const used = new Set(Object.values(samples).flat().flatMap(rowsOf))
    expect(
      families
        .flatMap(declaredRows)
        .filter((row) => !used.has(row))
        .map((row) => row.name),
    ).toEqual([])
  })

  it.each(Object.keys(samples))('%s equals its plain version and its derivative', async (name) => {
    for (const sample of samples[name]) {
      await compareValues(sample)
      if (!sample.fixed) await compareSymbolic(sample)
      const gradientError = sample.stops ? await expectZero(sample) : await compareGradients(sample)
      table.push([name, gradientError, await comparePrecisions(sample), sample.stops ? '' : await compareSecond(sample)])
    }
  })
})

async function compareValues(sample: Sample): Promise<void> {
  const args = as(sample.args, 'float64')
  const values = view(await run(sample, args)).flat
  const plain = sample.plain(...args.map(view))
  expect(values.length).toBe(plain.length)
  // rotaryAngles and masks are float32 by definition.
  const digits = (await run(sample, args)).dtype === 'float32' ? 6 : 11
  for (const [i, value] of plain.entries()) expect(values[i]).toBeCloseTo(value, digits)
}

/** The same numbers come out when every axis longer than 1 is symbolic, equal sizes under one name. */
async function compareSymbolic(sample: Sample): Promise<void> {
  const args = as(sample.args, 'float64')
  const dims: Dims = Object.fromEntries(args.map((arg, i) => [i, arg.shape.map((size) => (size > 1 ? `n${size}` : null))]))
  expect(view(await run(sample, args, dims)).flat).toEqual(view(await run(sample, args)).flat)
  if (hasGradient(sample, await run(sample, args))) expect(await gradients(sample, args, dims)).toEqual(await gradients(sample, args))
}

async function compareGradients(sample: Sample): Promise<string> {
  if (!hasGradient(sample, await run(sample, as(sample.args, 'float64')))) return 'whole'
  const { worst } = await checkGradients((...args: Tensor[]) => sample.run(...args), [...sample.args])
  expect(worst).toBeLessThan(gradientTolerance)
  return worst.toExponential(1)
}

async function expectZero(sample: Sample): Promise<string> {
  const all = await gradients(sample, as(sample.args, 'float64'))
  expect(all.flat().every((value) => value === 0)).toBe(true)
  return 'zero'
}

/** The gradient of the gradient with respect to the first float argument; `zero` where the first is constant. */
async function compareSecond(sample: Sample): Promise<string> {
  if (!hasGradient(sample, await run(sample, as(sample.args, 'float64')))) return ''
  const first = sample.args.findIndex((arg) => isFloat(arg.dtype))
  const gradientOf = (...tensors: Tensor[]) => seededPull(sample, tensors)[first]
  const { worst } = await checkGradients((...args: Tensor[]) => gradientOf(...args), [...sample.args])
  expect(worst).toBeLessThan(gradientTolerance)
  const second = async (dtype: DType) => {
    using compiled = jit((...tensors: Tensor[]) => grad((...inner: Tensor[]) => sum(square(gradientOf(...inner))))(...tensors), {
      threads: 1,
    })
    return Array.from(((await compiled(...as(sample.args, dtype))) as unknown as NdArray).data, Number)
  }
  const [exact, single] = [await second('float64'), await second('float32')]
  const scale = Math.max(...exact.map(Math.abs), 1e-2)
  expect(Math.max(...exact.map((value, i) => Math.abs(value - single[i]) / scale))).toBeLessThan(precisionTolerance)
  return worst.toExponential(1)
}

/** float32, with its fused nodes, against float64 made of plain ones. */
async function comparePrecisions(sample: Sample): Promise<string> {
  if (!hasGradient(sample, await run(sample, sample.args))) return ''
  const exact = await gradients(sample, as(sample.args, 'float64'))
  const single = await gradients(sample, sample.args)
  const errors = exact.map((list, i) => {
    const scale = Math.max(...list.map(Math.abs), 1e-3)
    return Math.max(...list.map((value, k) => Math.abs(value - single[i][k]) / scale))
  })
  expect(Math.max(...errors)).toBeLessThan(precisionTolerance)
  return Math.max(...errors).toExponential(1)
}

async function run(sample: Sample, args: readonly NdArray[], dims?: Dims): Promise<NdArray> {
  using compiled = jit((...tensors: Tensor[]) => sample.run(...tensors), { dims, threads: 1 })
  return compiled(...args)
}

/** Gradients of all arguments for a gradient of 0.5, 1, 1.5 … of the output, so that places cannot be confused. */
async function gradients(sample: Sample, args: readonly NdArray[], dims?: Dims): Promise<number[][]> {
  const pullBack = (...tensors: Tensor[]) => seededPull(sample, tensors)
  using compiled = jit(pullBack, { dims, threads: 1 })
  return flatten(await compiled(...args), isNdArray).map(({ value }) => [...view(value).flat])
}

function seededPull(sample: Sample, tensors: Tensor[]): Tensor[] {
  const [output, pullback] = vjp((...inner: Tensor[]) => sample.run(...inner), ...tensors)
  const places = arange(product(output.shape), output.dtype)
  return pullback(reshape(mul(add(places, 1), 0.5), output.shape))
}

function hasGradient(sample: Sample, output: NdArray): boolean {
  return isFloat(output.dtype) && sample.args.some((arg) => isFloat(arg.dtype))
}

function as(args: readonly NdArray[], dtype: DType): NdArray[] {
  return args.map((arg) => (isFloat(arg.dtype) ? convert(arg, dtype) : arg))
}

function declaredRows(family: Record<string, unknown>): Row[] {
  const single = Object.values(family).flatMap((item) => (typeof item === 'function' && 'row' in item ? [item.row as Row] : []))
  return [...single, ...Object.values((family.rows ?? {}) as Record<string, Row>)]
}

/** The rows that a sample meets in float32, its gradient included. */
function rowsOf(sample: Sample): Row[] {
  const seen = new Set<Node>()
  const visit = (node: Node) => {
    if (seen.has(node)) return
    seen.add(node)
    for (const input of node.inputs) visit(input.node)
  }
  const shapeOf = (shape: readonly number[]) => shape.map((size) => (size > 1 && !sample.fixed ? axis(`n${size}`) : size))
  const placeholder = (leaf: NdArray) => ({ shape: shapeOf(leaf.shape), dtype: leaf.dtype })
  const { result } = trace(
    (...tensors: Tensor[]) => vjp((...inner: Tensor[]) => sample.run(...inner), ...tensors),
    sample.args,
    placeholder,
  )
  for (const { value } of flatten(result, isTensor)) visit(value.node)
  return [...seen].map((node) => node.row)
}
