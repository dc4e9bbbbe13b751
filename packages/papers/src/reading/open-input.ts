import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'

import { ImportError } from './errors.ts'
import { withHead } from './head.ts'

/** An input that is open for reading, wherever it comes from. */
export type Input = {
  /** For messages: a path or an address. */
  readonly label: string
  /** The name without folder and `.gz`, in lower case, by which a format may be recognised. */
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly modifiedAt: Date
  readonly totalBytes: number
  /** How much has been read, in the same bytes as `totalBytes`. */
  readBytes(): number
}

/** Opens a file, packed with gzip or not. Throws ImportError: not-found, is-folder, not-readable, empty. */
export async function openFile(path: string): Promise<Input> {
  const found = await stat(path).catch((cause) => {
    throw describeFailure(path, cause)
  })
  if (found.isDirectory())
    throw new ImportError('is-folder', `${path} is a folder. Name a file in it: offprint import ${path.replace(/\/$/, '')}/FILE`)
  if (found.isFile() && found.size === 0) throw emptyInput(path)
  const counter = { read: 0 }
  const { head, bytes } = await withHead(readFile(path, counter), 2).catch((cause) => {
    throw describeFailure(path, cause)
  })
  const isGzip = head[0] === 0x1f && head[1] === 0x8b
  return {
    label: path,
    name: basename(path).toLowerCase().replace(/\.gz$/, ''),
    bytes: isGzip ? unpack(bytes, path) : bytes,
    modifiedAt: found.mtime,
    totalBytes: found.size,
    readBytes: () => counter.read,
  }
}

export function emptyInput(label: string): ImportError {
  return new ImportError('empty', `${label} is empty: there is nothing to import.`)
}

async function* readFile(path: string, counter: { read: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    counter.read += chunk.length
    yield chunk
  }
}

async function* unpack(bytes: AsyncIterable<Uint8Array>, label: string): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  const feeding = feed(bytes, gunzip)
  try {
    yield* gunzip
    await feeding
  } catch (cause) {
    throw new ImportError(
      'broken-off',
      `${label} is damaged: its gzip data cannot be unpacked to the end (${(cause as Error).message}). What stood before the damage is imported. Get the file again and import it again.`,
      { cause },
    )
  } finally {
    gunzip.destroy()
    feeding.catch(() => {})
  }
}

async function feed(bytes: AsyncIterable<Uint8Array>, gunzip: NodeJS.WritableStream & { destroyed?: boolean }): Promise<void> {
  for await (const chunk of bytes) {
    if (gunzip.destroyed) return
    await new Promise<void>((resolve, reject) => gunzip.write(chunk, (error) => (error ? reject(error) : resolve())))
  }
  gunzip.end()
}

function describeFailure(path: string, cause: NodeJS.ErrnoException): ImportError {
  if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
    const message = `There is no file ${path}, and it is no arXiv id and no address either. Check the spelling; an id looks like 2401.12345 or cs/0112017.`
    return new ImportError('not-found', message, { cause })
  }
  const reason = cause.code === 'EACCES' || cause.code === 'EPERM' ? 'this user may not read it' : cause.message
  return new ImportError('not-readable', `${path} cannot be read: ${reason}.`, { cause })
}
