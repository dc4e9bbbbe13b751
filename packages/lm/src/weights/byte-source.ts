import { WeightsError } from './weights-error.ts'

/** Bytes that are read where they are wanted: a file on disk, a file dropped on a page, or an array. */
export interface ByteSource extends AsyncDisposable {
  /** What messages call it. */
  readonly name: string
  readonly sizeBytes: number
  /** Exactly `length` bytes from `start`, in a buffer of their own. Throws WeightsError where the source ends before. */
  read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>>
}

/** A source over a Blob: a file that a person dropped on a page. */
export function blobSource(blob: Blob, name: string): ByteSource {
  return {
    name,
    sizeBytes: blob.size,
    async read(start, length) {
      checkRange(name, blob.size, start, length)
      return new Uint8Array(await blob.slice(start, start + length).arrayBuffer())
    },
    async [Symbol.asyncDispose]() {
      // A blob holds nothing that must be given back.
    },
  }
}

/** A source over bytes in memory. */
export function bytesSource(bytes: Uint8Array, name = 'bytes in memory'): ByteSource {
  return {
    name,
    sizeBytes: bytes.length,
    async read(start, length) {
      checkRange(name, bytes.length, start, length)
      return new Uint8Array(bytes.slice(start, start + length))
    },
    async [Symbol.asyncDispose]() {
      // The array belongs to the caller.
    },
  }
}

/** Throws unless [start, start + length) lies inside: before anything is allocated for it. */
export function checkRange(name: string, sizeBytes: number, start: number, length: number): void {
  if (start >= 0 && length >= 0 && start + length <= sizeBytes) return
  throw new WeightsError(
    'weights-format',
    `${name} ends at byte ${sizeBytes}, bytes ${start} to ${start + length} are asked for: it is cut off or damaged. Fetch it again.`,
  )
}
