import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

export type ArchiveFile = { readonly name: string; readonly bytes: Uint8Array }

const blockBytes = 512
/** Large pieces: with the usual 16 KB the waiting takes longer than the unpacking. */
const chunkBytes = 1 << 20
/** Larger members are passed over: what is looked for here are tokenizer files. */
const largestFileBytes = 64 << 20

/** The files of a .tar.gz archive whose names (without folders) match (POSIX.1-2001 ustar; long names by pax or GNU records). Throws RangeError where it is cut off. */
export async function* archiveFiles(path: string, names: RegExp, signal?: AbortSignal): AsyncGenerator<ArchiveFile> {
  const reader = new BlockReader(
    createReadStream(path, { signal, highWaterMark: chunkBytes }).pipe(createGunzip({ chunkSize: chunkBytes })),
  )
  let longName: string | undefined
  for (;;) {
    const header = await reader.take(blockBytes)
    if (header === undefined || header.every((byte) => byte === 0)) return
    const sizeBytes = Number.parseInt(field(header, 124, 12), 8) || 0
    const type = field(header, 156, 1)
    const name = longName ?? [field(header, 345, 155), field(header, 0, 100)].filter((part) => part !== '').join('/')
    const isName = type === 'L' || type === 'x'
    const wanted = isName || (type !== '5' && names.test(name.slice(name.lastIndexOf('/') + 1)) && sizeBytes <= largestFileBytes)
    const bytes = await reader.takeOrSkip(sizeBytes, wanted)
    await reader.takeOrSkip((blockBytes - (sizeBytes % blockBytes)) % blockBytes, false)
    if (wanted && bytes === undefined) throw new RangeError(`${path} is cut off in ${name}: fetch it again`)
    if (isName) longName = type === 'L' ? text(bytes!).replace(/\0.*$/s, '') : paxPath(text(bytes!))
    else {
      longName = undefined
      if (wanted) yield { name, bytes: bytes! }
    }
  }
}

function field(header: Uint8Array, start: number, length: number): string {
  return text(header.subarray(start, start + length))
    .replace(/\0.*$/s, '')
    .trim()
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** Records of the form `length key=value\n`. */
function paxPath(records: string): string | undefined {
  return /(?:^|\n)\d+ path=(.*)\n/.exec(records)?.[1]
}

/** Takes exact numbers of bytes from a stream. */
class BlockReader {
  readonly #chunks: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array()

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  /** undefined where the stream ends before. */
  async take(length: number): Promise<Uint8Array | undefined> {
    return this.takeOrSkip(length, true)
  }

  async takeOrSkip(length: number, keep: boolean): Promise<Uint8Array | undefined> {
    const bytes = new Uint8Array(keep ? length : 0)
    for (let done = 0; done < length; ) {
      if (this.#rest.length === 0) {
        const next = await this.#chunks.next()
        if (next.done) return undefined
        this.#rest = next.value
      }
      const part = this.#rest.subarray(0, length - done)
      if (keep) bytes.set(part, done)
      this.#rest = this.#rest.subarray(part.length)
      done += part.length
    }
    return bytes
  }
}
