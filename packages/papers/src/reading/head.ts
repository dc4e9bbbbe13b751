/** Bytes of an input that are enough to recognise its format. */
export const headBytes = 64 * 1024

/**
 * Reads the first bytes of an input and gives them with an input that still has everything. An input that fails there already
 * fails when it is read on, so that what came before is not lost; one that fails with its first byte rejects.
 */
export async function withHead(
  bytes: AsyncIterable<Uint8Array>,
  size = headBytes,
): Promise<{ head: Buffer; bytes: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  let length = 0
  let failure: Promise<never> | undefined
  while (length < size) {
    try {
      const { done, value } = await iterator.next()
      if (done) break
      pieces.push(value)
      length += value.length
    } catch (error) {
      if (length === 0) throw error
      failure = Promise.reject(error)
      failure.catch(() => {}) // told to whoever reads on
      break
    }
  }
  return { head: Buffer.concat(pieces).subarray(0, size), bytes: resume(pieces, iterator, failure) }
}

async function* resume(
  pieces: readonly Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
  failure: Promise<never> | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces
    await failure
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}

/** True where each line is a JSON object of its own: the first is whole, and another one begins under it. */
export function isJsonLines(text: string): boolean {
  const [first, second] = text.split('\n').filter((line) => line.trim() !== '')
  if (second === undefined || !first.trimStart().startsWith('{') || !second.trimStart().startsWith('{')) return false
  try {
    JSON.parse(first)
    return true
  } catch {
    return false
  }
}
