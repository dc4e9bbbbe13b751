import { stat } from 'node:fs/promises'

import type { ModelRow } from '../models/model-row.ts'
import type { ModelStore } from '../models/store.ts'
import { WeightsError } from '../weights/weights-error.ts'
import { badRequest } from './api-error.ts'

/** A model that can be asked for, with when it was installed. */
export type ShelfRow = { readonly row: ModelRow; readonly installedMs: number }

/** The installed models as requests name them. A description reads the whole file for its sha256: it is kept as long as the folder is the same. */
export interface Shelf {
  /** Throws ApiError 404 where none is installed under the name, and what is wrong with a damaged one. */
  get(name: string): Promise<ShelfRow>
  list(): Promise<readonly ShelfRow[]>
}

/** Programs with a menu of models ask for the list again and again. */
const listKeptMs = 10_000

export function createShelf(models: Pick<ModelStore, 'list' | 'show'>, now: () => number = Date.now): Shelf {
  const known = new Map<string, ShelfRow>()
  let listed: { readonly rows: Promise<ShelfRow[]>; readonly until: number } | undefined
  const keep = async (row: ModelRow) => {
    const found = { row, installedMs: await changedMs(row.path) }
    known.set(row.name, found)
    return found
  }
  return {
    async get(name) {
      const before = known.get(name)
      if (before && (await changedMs(before.row.path)) === before.installedMs) return before
      known.delete(name)
      return keep(await models.show(name).catch(async (error: unknown) => Promise.reject(await notInstalled(error, name))))
    },
    async list() {
      if (!listed || listed.until <= now()) {
        const rows = models.list().then((found) => Promise.all(found.map(keep)))
        listed = { rows, until: now() + listKeptMs }
      }
      return listed.rows
    },
  }

  async function notInstalled(error: unknown, name: string): Promise<unknown> {
    if (!(error instanceof WeightsError) || !['weights-missing', 'weights-mismatch'].includes(error.code)) return error
    const names = (await models.list()).map((row) => row.name)
    const advice = names.length > 0 ? `Installed are ${names.join(', ')}` : 'None is: `offprint models pull NAME` fetches one'
    return badRequest(`There is no model ${JSON.stringify(name)}. ${advice}.`, { param: 'model', code: 'model_not_found', status: 404 })
  }
}

/** NaN, which equals nothing, where the folder is gone. */
async function changedMs(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NaN,
  )
}
