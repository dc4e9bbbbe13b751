/**
 * The `data` of each server-sent event of a body (WHATWG HTML, 9.2.6): lines end in LF, CR or CRLF, several data lines
 * join with LF, comment lines and other fields are skipped. Throws RangeError when one line or event grows over `limit` UTF-16 units.
 */
export async function* serverEvents(chunks: AsyncIterable<Uint8Array>, limit = 1 << 20): AsyncGenerator<string> {
  let data: string[] = []
  let sizeUnits = 0
  for await (const line of lines(chunks, limit)) {
    if (line === '') {
      if (data.length > 0) yield data.join('\n')
      data = []
      sizeUnits = 0
      continue
    }
    if (!line.startsWith('data:')) continue
    sizeUnits += line.length
    if (sizeUnits > limit) throw new RangeError(`one event is longer than ${limit} characters`)
    data.push(line.slice(line[5] === ' ' ? 6 : 5))
  }
  // The standard drops an event without its blank line; servers that close right after the last one are common, so it counts here.
  if (data.length > 0) yield data.join('\n')
}

async function* lines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    rest += decoder.decode(chunk, { stream: true })
    // A CR at the very end may be the first half of a CRLF: it waits for the next chunk.
    const parts = rest.split(/\r\n|\n|\r(?!$)/)
    rest = parts.pop()!
    if (rest.length > limit) throw new RangeError(`one line is longer than ${limit} characters`)
    yield* parts
  }
  rest += decoder.decode()
  if (rest !== '') yield* rest.replace(/\r$/, '').split(/\r\n|\n|\r/)
}
