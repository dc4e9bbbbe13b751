import { jit, matmul, type NdArray, ndarray, slice, type Tensor, transpose, valueAndGrad } from '../../src/index.ts'
import { trace } from '../../src/trace.ts'

type Program = Parameters<typeof valueAndGrad>[0]
type Product = {
  readonly shapes: readonly [readonly number[], readonly number[]]
  readonly turned: readonly [boolean, boolean]
  count: number
}

/**
 * The matrix products of a training step by themselves, as one graph: how far a step is from what they alone would take. `run` computes
 * them all once. (A session a shape would be simpler; their idle threads, which wait actively, took each other's cores.)
 */
export function productsAlone(loss: Program, args: readonly unknown[], threads: number) {
  const products = [...productsOf(loss, args).values()]
  const each = products.flatMap((product) => Array.from({ length: product.count }, () => product.turned))
  // Only a row of each result is given back: the others need not be kept.
  const program = (pairs: readonly (readonly [Tensor, Tensor])[]) =>
    pairs.map(([x, y], i) => slice(matmul(turn(x, each[i][0]), turn(y, each[i][1])), -2, 0, 1))
  const compiled = jit(program, { threads })
  const pairs = products.flatMap(({ shapes, count }) => Array(count).fill(shapes.map(filled))) as [NdArray, NdArray][]
  return {
    operations: products.reduce((sum, product) => sum + product.count * operationsOf(product), 0),
    run: async () => void (await compiled(pairs)),
    [Symbol.dispose]: () => compiled[Symbol.dispose](),
  }
}

/** The products that the traced step holds, by their shapes. */
function productsOf(loss: Program, args: readonly unknown[]): Map<string, Product> {
  const { graph } = trace(valueAndGrad(loss), args, (leaf) => leaf)
  const products = new Map<string, Product>()
  for (const { node } of graph.steps) {
    if (node.row.onnx !== 'MatMul') continue
    const sources = node.inputs.map((input) => (swapsLastTwo(input) ? input.node.inputs[0] : input))
    const turned = node.inputs.map(swapsLastTwo) as [boolean, boolean]
    const shapes = sources.map(({ shape }) => shape) as unknown as Product['shapes']
    const key = `${shapes.join(' · ')} ${turned}`
    const known = products.get(key) ?? { shapes, turned, count: 0 }
    known.count++
    products.set(key, known)
  }
  return products
}

function turn(x: Tensor, isTurned: boolean): Tensor {
  return isTurned ? transpose(x) : x
}

function operationsOf({ shapes: [a, b], turned }: Product): number {
  const columns = b.at(turned[1] ? -2 : -1) as number
  return 2 * columns * a.reduce((count, size) => count * size, 1)
}

function swapsLastTwo({ node }: Tensor): boolean {
  const perm = (node.attributes.perm ?? []) as readonly number[]
  const rank = perm.length
  return node.row.onnx === 'Transpose' && perm.every((axis, i) => axis === (i < rank - 2 ? i : 2 * rank - 3 - i))
}

function filled(shape: readonly number[]): NdArray {
  const count = shape.reduce((product, size) => product * size, 1)
  return ndarray(
    Float32Array.from({ length: count }, (_, i) => Math.sin(i)),
    shape,
  )
}
