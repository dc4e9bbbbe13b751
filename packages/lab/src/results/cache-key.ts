import { sha256 } from '../data-sets/sha256.ts'
import type { Result } from '../lab.ts'

/** What makes an experiment's result: equal parts give one shared result. */
export type CacheParts = {
  readonly code: Pick<Result['code'], 'method' | 'spine'>
  readonly slug: string
  readonly experiment: string
  readonly size: string
  readonly seed: number
  readonly model?: { readonly sha256: string; readonly precision: string }
  readonly data: readonly { readonly sha256: string }[]
}

/** The key under which a result is shared (DESIGN.md, Lab): code, slug, experiment, size, seed, model and data, as one sha256. */
export function cacheKey({ code, slug, experiment, size, seed, model, data }: CacheParts): string {
  const modelParts = model ? [model.sha256, model.precision] : []
  return sha256(JSON.stringify([code.method, code.spine, slug, experiment, size, seed, modelParts, data.map((set) => set.sha256).sort()]))
}

/** The key of a finished result: of the code, data and model that it really had. */
export function resultKey(result: Result): string {
  return cacheKey({ ...result, seed: seedOf(result) })
}

/** The seed that was asked for: the command's, for a replay uses none and lists none in `seeds`. */
export function seedOf(result: Result): number {
  return Number(/ --seed (\d+)/.exec(result.command)?.[1] ?? result.seeds[0] ?? 1)
}
