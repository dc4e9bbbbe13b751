import { errorBody, failureOf } from './api-error.ts'

const encoder = new TextEncoder()

/**
 * An answer by server-sent events, one a chunk, `[DONE]` at the end (OpenAI API reference, Streaming). A failure on the way is the last event. When the
 * client goes away the chunks are asked to return.
 */
export function eventStream(chunks: AsyncIterable<object>): Response {
  const sent = events(chunks)
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await sent.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await sent.return()
    },
  })
  // Proxies would else keep the events back until there are many.
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' }
  return new Response(body, { headers })
}

async function* events(chunks: AsyncIterable<object>): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  try {
    for await (const chunk of chunks) yield encode(JSON.stringify(chunk))
    yield encode('[DONE]')
  } catch (error) {
    yield encode(JSON.stringify(errorBody(failureOf(error))))
  }
}

function encode(data: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`data: ${data}\n\n`)
}
