import { EngineError } from './errors.ts'

/** A leaf, or a record or list of trees: the form of parameters, batches and results. */
export type Tree<Leaf> = Leaf | readonly Tree<Leaf>[] | { readonly [key: string]: Tree<Leaf> }

/** Path of each leaf (`layers.0.weight`) with its value, in the order of the keys. */
export type Leaves<Leaf> = readonly { readonly path: string; readonly value: Leaf }[]

/** `tree` with `change(leaf, path)` in place of each leaf. Leaves are what `isLeaf` accepts; other plain values stay. */
export function mapTree<A, B>(
  tree: unknown,
  isLeaf: (value: unknown) => value is A,
  change: (leaf: A, path: string) => B,
  path = '',
): unknown {
  if (isLeaf(tree)) return change(tree, path)
  if (Array.isArray(tree)) return tree.map((item, i) => mapTree(item, isLeaf, change, join(path, String(i))))
  if (!isRecord(tree)) return tree
  return Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, mapTree(item, isLeaf, change, join(path, key))]))
}

/** All leaves with their paths, in order. */
export function flatten<A>(tree: unknown, isLeaf: (value: unknown) => value is A): Leaves<A> {
  const leaves: { path: string; value: A }[] = []
  collect(tree, isLeaf, '', leaves)
  return leaves
}

/** The tree of the same form whose leaves are `values`, in the order of `flatten`. */
export function unflatten<A, B>(tree: unknown, isLeaf: (value: unknown) => value is A, values: readonly B[]): unknown {
  let next = 0
  const result = mapTree(tree, isLeaf, () => values[next++])
  if (next !== values.length) throw new EngineError('engine/tree', `the tree has ${next} leaves, ${values.length} values were given`)
  return result
}

export function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}

function collect<A>(tree: unknown, isLeaf: (value: unknown) => value is A, path: string, leaves: { path: string; value: A }[]): void {
  if (isLeaf(tree)) leaves.push({ path, value: tree })
  else if (Array.isArray(tree)) for (let i = 0; i < tree.length; i++) collect(tree[i], isLeaf, join(path, String(i)), leaves)
  else if (isRecord(tree)) for (const key of Object.keys(tree)) collect(tree[key], isLeaf, join(path, key), leaves)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value))
}
