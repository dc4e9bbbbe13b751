import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

import { fillAtomically } from '../weights/atomic.ts'
import { WeightsError } from '../weights/weights-error.ts'
import { describeModel } from './describe.ts'
import type { ModelRow, PullProgress } from './model-row.ts'
import { checkedName } from './names.ts'
import { type PullOptions, pullModel } from './pull.ts'

export type ModelStoreOptions = {
  /** The folder that holds a folder for each model: `$OFFPRINT_HOME/models`. Made when the first model comes. */
  readonly folder: string
} & Pick<PullOptions, 'hubUrl' | 'packageIndexUrl' | 'hubToken'>

/** The models that are installed. */
export interface ModelStore {
  /** In the order of their names; folders that hold no sound model are passed over. */
  list(): Promise<ModelRow[]>
  /** Throws WeightsError `weights-missing` where there is none of this name, and what is wrong with a damaged one. */
  show(name: string): Promise<ModelRow>
  /** Copies a model's folder or GGUF file. Throws where the name is taken or the path holds no model; nothing is left behind then. */
  add(path: string, name: string): Promise<ModelRow>
  /** Fetches a known model, or `owner/repository[/file.gguf]` of the hub. Whatever is installed already is not fetched again. */
  pull(name: string, signal?: AbortSignal): AsyncGenerator<PullProgress, ModelRow>
  remove(name: string): Promise<ModelRow>
}

/**
 * The models under a folder. Each appears whole or not at all, whatever is killed meanwhile.
 *
 * @example
 * const models = createModelStore({ folder: join(home, 'models') })
 * for await (const { done, total } of models.pull('SmolLM2-135M-Instruct')) progress(done, total)
 */
export function createModelStore(options: ModelStoreOptions): ModelStore {
  const place = (name: string) => join(options.folder, checkedName(name))
  const show = async (name: string) => {
    if (!(await exists(place(name))))
      throw new WeightsError('weights-missing', `no model ${name} is installed in ${options.folder}: see \`models list\`, or pull it`)
    return describeModel(place(name), name)
  }
  return {
    show,
    list: () => listModels(options.folder),
    async add(path, name) {
      await checkFree(place(name), name)
      const folder = await stat(path).then((found) => found.isDirectory(), missingPath(path))
      await mkdir(options.folder, { recursive: true })
      await fillAtomically(place(name), async (partial) => {
        await cp(path, folder ? partial : join(partial, basename(path)), { recursive: true, dereference: true })
        await describeModel(partial, name)
      })
      return show(name)
    },
    async *pull(name, signal) {
      const installed = yield* pullModel(name, { ...options, signal })
      return show(installed)
    },
    async remove(name) {
      const row = await show(name)
      // Renamed first: a removal that is killed leaves no half model under the name.
      const gone = join(options.folder, `.removed-${name}-${process.pid}`)
      await rename(row.path, gone)
      await rm(gone, { recursive: true })
      return row
    },
  }
}

async function listModels(folder: string): Promise<ModelRow[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.') && !name.endsWith('.partial')).sort()
  const rows = await Promise.all(names.map((name) => describeModel(join(folder, name), name).catch(() => undefined)))
  return rows.filter((row) => row !== undefined)
}

async function checkFree(path: string, name: string): Promise<void> {
  if (await exists(path))
    throw new WeightsError('weights-mismatch', `a model ${name} is installed already: take another name, or remove it first`)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function missingPath(path: string): (cause: unknown) => never {
  return (cause) => {
    throw new WeightsError('weights-missing', `${path} is not there: give a model's folder or a GGUF file`, { cause })
  }
}
