import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'

import { type ByteSource, checkRange } from './byte-source.ts'
import { WeightsError } from './weights-error.ts'

/** A file as a source of bytes; closed by `await using`. Throws WeightsError `weights-missing` where there is none. */
export async function openFile(path: string): Promise<ByteSource> {
  const file = await open(path, 'r').catch((cause) => {
    throw new WeightsError('weights-missing', `${path} cannot be opened (${cause.code}): check the path`, { cause })
  })
  const { size, isFile } = await file.stat().then((found) => ({ size: found.size, isFile: found.isFile() }))
  if (!isFile) {
    await file.close()
    throw new WeightsError('weights-missing', `${path} is no file: name the weights file itself`)
  }
  return {
    name: path,
    sizeBytes: size,
    async read(start, length) {
      checkRange(path, size, start, length)
      const bytes = new Uint8Array(length)
      for (let done = 0; done < length; ) {
        const { bytesRead } = await file.read(bytes, done, length - done, start + done)
        if (bytesRead === 0) throw new WeightsError('weights-format', `${path} became shorter while it was read: fetch it again`)
        done += bytesRead
      }
      return bytes
    },
    [Symbol.asyncDispose]: () => file.close(),
  }
}

/** sha256 of a file's content in hexadecimal, read in pieces. */
export async function fileSha256(path: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk)
  return hash.digest('hex')
}

/** Bytes of a file; undefined where there is none. */
export async function fileSizeBytes(path: string): Promise<number | undefined> {
  return stat(path).then(
    (found) => found.size,
    () => undefined,
  )
}
