import { existsSync, readdirSync } from 'node:fs'

import type { Card, ExperimentModule, Try } from './contract.ts'

/** A method's folder: its card at hand, its code imported when asked for. */
export type MethodFolder = {
  readonly slug: string
  /** The folder's address, with a slash at its end. */
  readonly url: URL
  readonly card: Card
  readonly hasTry: boolean
  readonly hasExperiments: boolean
  /** The try form, or undefined where the folder has none. */
  loadTry(): Promise<Try | undefined>
  /** Needs, checks and experiments, or undefined where the folder has none. */
  loadExperiments(): Promise<ExperimentModule | undefined>
}

/** Source files end in `.ts`, published ones in `.js`: the folders end as this file does. */
const ending = import.meta.url.slice(import.meta.url.lastIndexOf('.'))

/**
 * Every folder with a `card` file under `root` (default: the methods beside this file), by slug. Reads cards only.
 * Throws where a card does not load or its slug is not its folder's name.
 *
 *     for (const method of await readRegistry()) if (method.hasTry) console.log(method.card.title)
 */
export async function readRegistry(root = new URL('./', import.meta.url)): Promise<readonly MethodFolder[]> {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const withCards = folders.map((entry) => entry.name).filter((slug) => existsSync(fileOf(root, slug, 'card')))
  return Promise.all(withCards.sort().map((slug) => readFolder(root, slug)))
}

async function readFolder(root: URL, slug: string): Promise<MethodFolder> {
  const { card } = await load<{ card: Card }>(root, slug, 'card', ['card'])
  if (card.slug !== slug) throw new Error(`${slug}/card${ending} names the slug ${card.slug}: the folder and the slug are one name`)
  const hasTry = existsSync(fileOf(root, slug, 'try'))
  const hasExperiments = existsSync(fileOf(root, slug, 'experiment'))
  return {
    slug,
    url: new URL(`${slug}/`, root),
    card,
    hasTry,
    hasExperiments,
    loadTry: async () => (hasTry ? (await load<{ tryIt: Try }>(root, slug, 'try', ['tryIt'])).tryIt : undefined),
    loadExperiments: async () =>
      hasExperiments ? load<ExperimentModule>(root, slug, 'experiment', ['needs', 'checks', 'experiments']) : undefined,
  }
}

function fileOf(root: URL, slug: string, name: string): URL {
  return new URL(`${slug}/${name}${ending}`, root)
}

/** Imports one of a folder's files; throws where it fails or lacks one of the names that the contract asks for. */
async function load<T>(root: URL, slug: string, file: string, names: readonly string[]): Promise<T> {
  const loaded = (await import(fileOf(root, slug, file).href).catch((cause) => {
    throw new Error(`${slug}/${file}${ending} does not load: ${cause instanceof Error ? cause.message : cause}`, { cause })
  })) as Record<string, unknown>
  const missing = names.filter((name) => loaded[name] === undefined)
  if (missing.length) throw new Error(`${slug}/${file}${ending} does not export ${missing.join(', ')}`)
  return loaded as T
}
