import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void

export type FileServer = AsyncDisposable & {
  readonly url: string
  readonly requests: readonly { readonly path: string; readonly range?: string }[]
}

/** A server on this machine that answers as the test says; `count` is the number of the request, from 1. */
export async function serveFiles(answer: Answer): Promise<FileServer> {
  const requests: { path: string; range?: string }[] = []
  const server = createServer((request, response) => {
    requests.push({ path: request.url ?? '', range: request.headers.range })
    answer(request, response, requests.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, [Symbol.asyncDispose]: close }
}
