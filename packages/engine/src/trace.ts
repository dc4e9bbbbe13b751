import { buildGraph, type Graph } from './graph.ts'
import type { DType, Shape } from './shape.ts'
import { input, isNdArray, isTensor, type NdArray } from './tensor.ts'
import { flatten, mapTree } from './tree.ts'

/** A traced function: its graph, and what it returned, with tensors in the places of the graph's outputs. */
export type Traced = { readonly graph: Graph; readonly result: unknown }

/** Shape and dtype that an argument's leaf has in the graph. */
export type Placeholder = (leaf: NdArray, path: string) => { readonly shape: Shape; readonly dtype: DType }

/**
 * Runs `f` once over symbolic tensors and records what it does. Arrays in `args` become inputs named by their path,
 * in the order of `flatten`; all other values are passed as they are. `withSites` also records where each step was written.
 */
export function trace(f: (...args: never[]) => unknown, args: readonly unknown[], placeholder: Placeholder, withSites = false): Traced {
  const site = withSites ? new Error('traced here') : undefined
  const symbolic = mapTree(args, isNdArray, (leaf, path) => {
    const { shape, dtype } = placeholder(leaf, path)
    return input(shape, dtype, path, site)
  })
  const result = f(...(symbolic as never[]))
  const inputs = flatten(symbolic, isTensor).map((leaf) => leaf.value)
  const outputs = flatten(result, isTensor).map((leaf) => leaf.value)
  return { graph: buildGraph(inputs, outputs), result }
}
