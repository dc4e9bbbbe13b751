import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Progress } from '@offprint/methods'

import { DataSetError } from './data-set-error.ts'

export type DownloadOptions = {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /** Tries in all; a try after a cut goes on where the one before stopped, if the server can. Default 4. */
  readonly attempts?: number
  /** A connection silent for so long counts as cut. Default 30,000. */
  readonly silenceMs?: number
  /** Wait before the second try, doubled for each further one. Default 500. */
  readonly waitMs?: number
}

type Received = { sizeBytes: number; etag: string | null }

/**
 * Fetches `url` into `file` with progress in bytes. The file appears whole or not at all: it is written beside its place and renamed.
 * Throws a DataSetError that names the address and the answer.
 */
export async function download(url: string, file: string, options: DownloadOptions = {}): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const beside = `${file}.${randomUUID()}.part`
  const handle = await open(beside, 'w')
  try {
    await receiveWithRetries(url, handle, options)
    await handle.sync()
    await handle.close()
    await rename(beside, file)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(beside, { force: true })
    throw error
  }
}

async function receiveWithRetries(url: string, handle: FileHandle, options: DownloadOptions): Promise<void> {
  const { attempts = 4, waitMs = 500 } = options
  const received: Received = { sizeBytes: 0, etag: null }
  for (let attempt = 1; ; attempt++) {
    try {
      return await receive(url, handle, received, options)
    } catch (error) {
      options.signal?.throwIfAborted()
      if (error instanceof DataSetError || isDiskError(error)) throw error
      const reason = error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error)
      if (attempt >= attempts)
        throw new DataSetError('missing-data', `${url} could not be fetched in ${attempts} tries: ${reason}`, [], error)
      await sleep(waitMs * 2 ** (attempt - 1), undefined, { signal: options.signal })
    }
  }
}

async function receive(url: string, handle: FileHandle, received: Received, options: DownloadOptions): Promise<void> {
  const silence = new AbortController()
  const signal = AbortSignal.any([silence.signal, ...(options.signal ? [options.signal] : [])])
  const { silenceMs = 30_000 } = options
  const silent = () => silence.abort(new Error(`nothing came for ${silenceMs / 1000} s`))
  let timer = setTimeout(silent, silenceMs)
  try {
    const response = await fetch(url, { signal, headers: resumeHeaders(received) })
    const total = await beginBody(url, response, handle, received)
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer)
      timer = setTimeout(silent, silenceMs)
      await handle.write(chunk, 0, chunk.length, received.sizeBytes)
      received.sizeBytes += chunk.length
      options.onProgress?.({ done: received.sizeBytes, total, unit: 'bytes', note: `downloading ${url}` })
    }
    if (total && received.sizeBytes < total) throw new Error(`cut after ${received.sizeBytes} of ${total} bytes`)
  } finally {
    clearTimeout(timer)
  }
}

/** A part can be gone on with only where the server names its version: else its rest might be another file's. */
function resumeHeaders(received: Received): Record<string, string> {
  // A compressed transfer would make Content-Length and ranges count other bytes than those we write.
  const plain = { 'accept-encoding': 'identity' }
  if (!received.sizeBytes || !received.etag) return plain
  return { ...plain, range: `bytes=${received.sizeBytes}-`, 'if-range': received.etag }
}

/** Judges the answer, forgets what came before where the server starts again, and gives the bytes to expect (0: not said). */
async function beginBody(url: string, response: Response, handle: FileHandle, received: Received): Promise<number> {
  if (response.status === 429 || response.status >= 500) throw new Error(`the server answered ${response.status}`)
  if (!response.ok) throw new DataSetError('missing-data', `${url} answered ${response.status} ${response.statusText}`.trim())
  if (response.status !== 206) {
    received.sizeBytes = 0
    await handle.truncate(0)
  }
  received.etag = response.headers.get('etag')
  const length = Number(response.headers.get('content-length') ?? 0)
  return length ? received.sizeBytes + length : 0
}

function isDiskError(error: unknown): boolean {
  return ['ENOSPC', 'EROFS', 'EACCES', 'EDQUOT', 'EIO'].includes((error as NodeJS.ErrnoException)?.code ?? '')
}
