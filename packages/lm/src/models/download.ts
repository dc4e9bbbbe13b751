import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

import { fileSizeBytes } from '../weights/file.ts'
import { WeightsError } from '../weights/weights-error.ts'

/** A file to be fetched and how it is known to be right: a sha256, or git's own sha1 of its content (small files of the hub). */
export type RemoteFile = {
  readonly url: string
  readonly sizeBytes: number
  readonly sha256?: string
  readonly gitSha1?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Silence after which a server counts as gone. */
const silenceMs = 60_000

/**
 * Fetches a file to `path`, which appears only once it is whole and its hash right. Bytes of an earlier try that was cut off (beside it,
 * `.part`) are kept and only the rest is asked for. Yields the bytes that there are. Throws WeightsError `weights-download`; a wrong hash removes what came.
 */
export async function* download(file: RemoteFile, path: string, signal?: AbortSignal): AsyncGenerator<number> {
  if ((await fileSizeBytes(path)) === file.sizeBytes && (await hashMatches(file, path))) return yield file.sizeBytes
  const part = `${path}.part`
  await mkdir(dirname(path), { recursive: true })
  for (let attempt = 0; ; attempt++) {
    const before = (await fileSizeBytes(part)) ?? 0
    try {
      if (before < file.sizeBytes) yield* append(file, part, before, signal)
      break
    } catch (error) {
      signal?.throwIfAborted()
      const came = ((await fileSizeBytes(part)) ?? 0) > before
      // A connection that broke after it brought something is worth another try; one that brings nothing is not.
      if (!came || attempt >= 5 || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw failed(file, error)
    }
  }
  if (!(await hashMatches(file, part))) {
    await rm(part, { force: true })
    throw new WeightsError(
      'weights-mismatch',
      `${file.url} brought another content than was announced (its hash differs). It was thrown away; try again.`,
    )
  }
  await rename(part, path)
}

async function* append(file: RemoteFile, part: string, from: number, signal?: AbortSignal): AsyncGenerator<number> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(new Error(`silent for ${silenceMs / 1000} s`)), silenceMs)
  try {
    const range: Record<string, string> = from > 0 ? { range: `bytes=${from}-` } : {}
    const response = await fetch(file.url, {
      headers: { ...file.headers, ...range },
      signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
    })
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`)
    // 200 to a request for a range: the server begins again.
    let done = response.status === 206 ? from : 0
    await using handle = await open(part, done > 0 ? 'a' : 'w')
    for await (const chunk of response.body) {
      timer.refresh()
      done += chunk.length
      if (done > file.sizeBytes) throw new Error(`it is longer than the ${file.sizeBytes} bytes that were announced`)
      await handle.writeFile(chunk)
      yield done
    }
    if (done < file.sizeBytes) throw new Error(`it ended after ${done} of ${file.sizeBytes} bytes`)
    await handle.sync()
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}

async function hashMatches({ sizeBytes, sha256, gitSha1 }: RemoteFile, path: string): Promise<boolean> {
  if (sha256 === undefined && gitSha1 === undefined) return (await fileSizeBytes(path)) === sizeBytes
  const hash = createHash(sha256 === undefined ? 'sha1' : 'sha256')
  if (sha256 === undefined) hash.update(`blob ${sizeBytes}\0`)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk)
  return hash.digest('hex') === (sha256 ?? gitSha1)
}

function failed(file: RemoteFile, cause: unknown): WeightsError {
  const { code, message, cause: inner } = cause as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException }
  const full =
    code === 'ENOSPC'
      ? ' The disk is full: make room and pull again, what has come is kept.'
      : ' What has come is kept; pull again to go on.'
  return new WeightsError('weights-download', `${file.url} could not be fetched: ${inner?.code ?? message}.${full}`, { cause })
}
