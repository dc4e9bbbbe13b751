import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'

export type ReplayedRequest = {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Record<string, unknown>
}

export interface ReplayServer extends AsyncDisposable {
  readonly url: string
  readonly requests: readonly ReplayedRequest[]
}

/** A chat server for tests on a free local port: the i-th request is answered by the i-th step, later ones by the last. */
export async function createReplayServer(
  steps: readonly ((response: ServerResponse, request: ReplayedRequest) => unknown)[],
): Promise<ReplayServer> {
  const requests: ReplayedRequest[] = []
  const server = createServer(async (message, response) => {
    const text = await new Response(Readable.toWeb(message) as ReadableStream).text()
    const request = { path: message.url ?? '', headers: message.headers, body: JSON.parse(text) }
    requests.push(request)
    await steps[Math.min(requests.length, steps.length) - 1](response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    [Symbol.asyncDispose]: () => closed(server),
  }
}

/** A step: status and JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** A completion as servers send it, one choice a text. */
export function completion(...texts: string[]) {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: texts.map((content, index) => ({ index, message: { role: 'assistant', content }, finish_reason: 'stop', logprobs: null })),
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
