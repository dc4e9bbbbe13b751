import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FileServer extends AsyncDisposable {
  readonly url: string
  /** Path, range and authorization of each request. */
  readonly requests: readonly { readonly path: string; readonly range?: string; readonly authorization?: string }[]
}

export type Content = Uint8Array | object | ((response: ServerResponse, request: IncomingMessage) => void)

/** A server of files for tests of downloads: bytes (with ranges), JSON, or whatever a function answers, by path. */
export async function createFileServer(files: Record<string, Content>): Promise<FileServer> {
  const requests: { path: string; range?: string; authorization?: string }[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    requests.push({ path, range: request.headers.range, authorization: request.headers.authorization })
    const content = files[path]
    if (content === undefined) response.writeHead(404).end()
    else if (typeof content === 'function') (content as (response: ServerResponse, request: IncomingMessage) => void)(response, request)
    else if (content instanceof Uint8Array) sendBytes(response, content, request.headers.range)
    else response.end(JSON.stringify(content))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function sendBytes(response: ServerResponse, bytes: Uint8Array, range?: string): void {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
  response.writeHead(range ? 206 : 200).end(bytes.subarray(from))
}
