/** Bytes of an input that are enough to recognise its format. */
export const headBytes = 64 * 1024

/** Reads the first bytes of an input and gives them with an input that still has everything. */
export async function withHead(
  bytes: AsyncIterable<Uint8Array>,
  size = headBytes,
): Promise<{ head: Buffer; bytes: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const pieces: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const { done, value } = await iterator.next()
    if (done) break
    pieces.push(value)
    length += value.length
  }
  return { head: Buffer.concat(pieces).subarray(0, size), bytes: resume(pieces, iterator) }
}

async function* resume(pieces: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces
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
