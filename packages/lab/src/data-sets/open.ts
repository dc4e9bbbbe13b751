import { createReadStream, existsSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import type { DataNeed, DataSet, FileData, Progress, RepositoryData } from '@offprint/methods'

import { readArchive } from './archive.ts'
import { createDataSet, dataSetName, type Files, identityOf } from './data-set.ts'
import { DataSetError } from './data-set-error.ts'
import { type DownloadOptions, download } from './download.ts'
import { readPackFile, writePackFile } from './pack-file.ts'

/** Where data may lie, in the order in which it is looked for; a place that is not given is passed over. */
export type DataPlaces = {
  /** Archives `<owner>/<repo>@<commit>.tar.gz` (OFFPRINT_MIRROR). */
  readonly mirror?: string
  /** Single files and small models by their path (OFFPRINT_DATA). */
  readonly dataFolder?: string
  /** Ours to write: packs and downloads. Without it nothing is downloaded. */
  readonly cache?: string
  /** The public homes, for tests: default GitHub's. */
  readonly archivesUrl?: string
  readonly filesUrl?: string
}

export type OpenOptions = DataPlaces &
  Pick<DownloadOptions, 'signal' | 'attempts' | 'silenceMs' | 'waitMs'> & {
    readonly onProgress?: (progress: Progress) => void
  }

/** A place where a need may be found: `read` gives undefined where it is not there, and throws where it is broken. */
type Place = { readonly name: string; readonly read: () => Promise<Files | undefined> }

/**
 * Finds a data set, checks it against its sha256 and opens it. Looked for: in the cache under its sha256 (so a set is unpacked once),
 * in the mirror or the data folder, then at its public home. Throws a DataSetError that names every place and what was wrong there.
 *
 *     const pairs = await openDataSet(needs.data.pairs, { mirror: 'mirror', cache: '/home/me/.offprint/cache' })
 *     pairs.text(pairs.paths[0])
 */
export async function openDataSet(need: DataNeed, options: OpenOptions): Promise<DataSet> {
  const name = dataSetName(need)
  const tried: string[] = []
  for (const place of placesOf(need, options)) {
    options.signal?.throwIfAborted()
    const files = await readPlace(place, tried, options.signal)
    if (!files) continue
    const identity = identityOf(need, files)
    if (identity === need.sha256) return createDataSet(name, identity, await keep(need, files, options))
    tried.push(`${place.name}: its sha256 is ${identity}, the need names ${need.sha256}`)
  }
  throw new DataSetError('missing-data', `The data set ${name} could not be had. ${tried.join('; ')}. ${advice(need)}`, tried)
}

/**
 * The sha256, paths and size of what a need without a sha256 would give: what to write into an `experiment.ts`. Name single files
 * where a mirror leaves some of a folder out: the public archive has them all, and would be another set.
 *
 *     const { sha256 } = await measureDataSet({ repository, commit, paths: ['br-text.txt'], licence: 'MIT' }, { mirror: 'mirror' })
 */
export async function measureDataSet(
  need: Omit<RepositoryData, 'sha256'> | Omit<FileData, 'sha256'>,
  options: OpenOptions,
): Promise<{ readonly sha256: string; readonly paths: readonly string[]; readonly sizeBytes: number }> {
  const tried: string[] = []
  for (const place of placesOf({ ...need, sha256: '' } as DataNeed, options)) {
    const files = await readPlace(place, tried, options.signal)
    if (!files) continue
    const sizeBytes = files.values().reduce((sum, bytes) => sum + bytes.length, 0)
    return { sha256: identityOf(need, files), paths: [...files.keys()], sizeBytes }
  }
  throw new DataSetError('missing-data', `Nothing to measure. ${tried.join('; ')}`, tried)
}

/** Whether a set is at hand, would be downloaded (and from where), or cannot be had; nothing is opened or checked. */
export async function locateDataSet(
  need: DataNeed,
  places: DataPlaces,
): Promise<
  { readonly at: 'here' } | { readonly at: 'download'; readonly from: string } | { readonly at: 'nowhere'; readonly advice: string }
> {
  const local = [cacheFile(need, places), mirrorArchive(need, places), dataFile(need, places)]
  if (local.some((file) => file && existsSync(file))) return { at: 'here' }
  const from = publicAddress(need, places)
  return from && places.cache ? { at: 'download', from } : { at: 'nowhere', advice: `${dataSetName(need)}: ${advice(need)}` }
}

function placesOf(need: DataNeed, options: OpenOptions): Place[] {
  const cached = cacheFile(need, options)
  const archive = mirrorArchive(need, options)
  const file = dataFile(need, options)
  const places: (Place | undefined)[] = [
    cached && need.sha256 ? { name: 'cache', read: () => readCached(need, cached) } : undefined,
    archive && 'paths' in need ? { name: `mirror ${archive}`, read: () => readLocalArchive(archive, need, options.signal) } : undefined,
    file && 'file' in need ? { name: `data folder ${file}`, read: () => readSingle(need.file, file) } : undefined,
    options.cache && publicAddress(need, options) ? { name: 'download', read: () => fetchFiles(need, options.cache!, options) } : undefined,
  ]
  return places.filter((place) => place !== undefined)
}

async function readPlace(place: Place, tried: string[], signal?: AbortSignal): Promise<Files | undefined> {
  try {
    const files = await place.read()
    if (!files) tried.push(`${place.name}: not there`)
    return files
  } catch (error) {
    signal?.throwIfAborted()
    tried.push(`${place.name}: ${error instanceof Error ? error.message : error}`)
    return undefined
  }
}

/** Content-addressed: a set that is checked under this name is the one the mirror would give. */
function cacheFile(need: DataNeed, places: DataPlaces): string | undefined {
  return places.cache && join(places.cache, 'data', `${need.sha256}.pack`)
}

function mirrorArchive(need: DataNeed, places: DataPlaces): string | undefined {
  return places.mirror && 'paths' in need ? inside(places.mirror, `${need.repository}@${need.commit}.tar.gz`) : undefined
}

function dataFile(need: DataNeed, places: DataPlaces): string | undefined {
  return places.dataFolder && 'file' in need ? inside(places.dataFolder, need.file) : undefined
}

/** A path below a folder; throws where it would leave it. */
function inside(folder: string, path: string): string {
  const full = resolve(folder, path)
  if (full.startsWith(resolve(folder) + sep)) return full
  throw new DataSetError('wrong-data', `The path ${path} leaves the folder ${folder}. Name files below it.`)
}

async function readCached(need: DataNeed, file: string): Promise<Files | undefined> {
  const files = await readPackFile(file).catch(() => new Map())
  if (!files || (files.size && identityOf(need, files) === need.sha256)) return files
  // A damaged pack is ours to throw away: the set is made again from the next place.
  await rm(file, { force: true })
  throw new Error('the kept copy was damaged and is made again')
}

async function readLocalArchive(archive: string, need: RepositoryData, signal?: AbortSignal): Promise<Files | undefined> {
  if (!existsSync(archive)) return undefined
  return readArchive(createReadStream(archive), need.paths, signal)
}

async function readSingle(path: string, file: string): Promise<Files | undefined> {
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
  return isFile ? new Map([[path, await readFile(file)]]) : undefined
}

/** The address of a need's public home: a single file's own, or the commit's archive; undefined where it has none on the web. */
function publicAddress(need: DataNeed, places: DataPlaces): string | undefined {
  if ('file' in need) return /^https?:\/\//.test(need.source) ? need.source : undefined
  return `${places.archivesUrl ?? 'https://codeload.github.com'}/${need.repository}/tar.gz/${need.commit}`
}

/** A handful of named files is fetched one by one; a folder needs the whole archive. */
const mostSingleFiles = 12

async function fetchFiles(need: DataNeed, cache: string, options: OpenOptions): Promise<Files> {
  if ('file' in need) return new Map([[need.file, await fetchBytes(need.source, cache, options)]])
  if (need.paths.length > mostSingleFiles || need.paths.some((path) => path.endsWith('/'))) return fetchArchive(need, cache, options)
  const files = new Map<string, Uint8Array>()
  const root = `${options.filesUrl ?? 'https://raw.githubusercontent.com'}/${need.repository}/${need.commit}`
  for (const path of need.paths)
    files.set(path, await fetchBytes(`${root}/${path.split('/').map(encodeURIComponent).join('/')}`, cache, options))
  return files
}

async function fetchArchive(need: RepositoryData, cache: string, options: OpenOptions): Promise<Files> {
  return withDownload(publicAddress(need, options)!, cache, options, (file) =>
    readArchive(createReadStream(file), need.paths, options.signal),
  )
}

async function fetchBytes(url: string, cache: string, options: OpenOptions): Promise<Uint8Array> {
  return withDownload(url, cache, options, (file) => readFile(file))
}

async function withDownload<T>(url: string, cache: string, options: OpenOptions, read: (file: string) => Promise<T>): Promise<T> {
  const file = join(cache, 'downloads', crypto.randomUUID())
  try {
    await download(url, file, options)
    return await read(file)
  } finally {
    await rm(file, { force: true })
  }
}

/** Keeps a checked repository set as a pack. That it cannot be kept (a full or read-only disk) costs time later, not the set. */
async function keep(need: DataNeed, files: Files, options: OpenOptions): Promise<Files> {
  const file = cacheFile(need, options)
  const alreadyAtHand = 'file' in need && dataFile(need, options) && existsSync(dataFile(need, options)!)
  if (file && !alreadyAtHand && !existsSync(file)) await writePackFile(file, files).catch(() => undefined)
  return files
}

function advice(need: DataNeed): string {
  return 'file' in need
    ? `Put the file at ${need.file} in the folder OFFPRINT_DATA names; its source is ${need.source}.`
    : `Set OFFPRINT_MIRROR to a folder with ${need.repository}@${need.commit}.tar.gz, or go online to fetch it from GitHub.`
}
