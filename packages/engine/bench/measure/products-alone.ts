import { jit, matmul, type NdArray, ndarray, type Tensor, transpose, valueAndGrad } from '../../src/index.ts'
import { trace } from '../../src/trace.ts'

type Program = Parameters<typeof valueAndGrad>[0]
type Product = {
  readonly shapes: readonly [readonly number[], readonly number[]]
  readonly turned: readonly [boolean, boolean]
  count: number
}

/** Works for `inTurn`, one a shape, and what their times say together. */
export type ProductsAlone = {
  readonly works: Readonly<Record<string, () => Promise<void>>>
  sum(times: Readonly<Record<string, number>>): { ms: number; gigaflops: number }
}

/** The matrix products of a training step by themselves, each shape once: how far a step is from what they alone would take. */
export function productsAlone(loss: Program, args: readonly unknown[], threads: number): ProductsAlone {
  const products = productsOf(loss, args)
  const operations = [...products.values()].reduce((sum, product) => sum + product.count * operationsOf(product), 0)
  return {
    works: Object.fromEntries([...products].map(([key, product]) => [key, timed(product, threads)])),
    sum(times) {
      const ms = [...products].reduce((sum, [key, { count }]) => sum + count * times[key], 0)
      return { ms, gigaflops: operations / ms / 1e6 }
    },
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

function timed({ shapes, turned }: Product, threads: number): () => Promise<void> {
  const [a, b] = shapes.map(filled)
  const turn = (x: Tensor, is: boolean) => (is ? transpose(x) : x)
  const product = jit((x: Tensor, y: Tensor) => matmul(turn(x, turned[0]), turn(y, turned[1])), { threads })
  const into = filled([...shapes[0].slice(0, -2), shapes[0].at(turned[0] ? -1 : -2) as number, shapes[1].at(turned[1] ? -2 : -1) as number])
  return async () => void (await product.into(into, a, b))
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
