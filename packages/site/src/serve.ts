import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'

import type { Env } from './site.ts'

export type Served = {
  /** Where it answers, for a person to open: `http://127.0.0.1:3000`. */
  readonly address: string
  readonly port: number
  /** Stops: no new requests, answers under way get 200 ms, open streams are ended. */
  readonly close: () => Promise<void>
  /** Fulfilled once it has stopped, by `close`, SIGTERM or SIGINT. */
  readonly closed: Promise<void>
} & AsyncDisposable

/** Raised where the site cannot listen; the message says what is in the way and what to do. */
export class ListenError extends Error {
  readonly code: string
  constructor(code: string, message: string, options: ErrorOptions) {
    super(message, options)
    this.name = 'ListenError'
    this.code = code
  }
}

/** Answers requests with the app until closed. Port 0 takes a free one. Throws ListenError. */
export async function startServer({
  app,
  port,
  host,
}: {
  readonly app: Hono<Env>
  readonly port: number
  readonly host: string
}): Promise<Served> {
  const answer = getRequestListener((request, env) => app.fetch(request, env as Env['Bindings']))
  const server = createServer({ maxHeaderSize: 32_768 }, answer)
  server.on('clientError', refuseUnreadable)
  await listen(server, port, host)
  const { port: taken } = server.address() as { port: number }
  const closed = Promise.withResolvers<void>()
  const close = () => {
    stop(server, closed.resolve)
    return closed.promise
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, close)
  closed.promise.then(() => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, close)
  })
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    close,
    closed: closed.promise,
    [Symbol.asyncDispose]: close,
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)))
    server.listen(port, host, resolve)
  })
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): ListenError {
  const code = error.code ?? 'UNKNOWN'
  const messages: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} offprint serve.`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 offprint serve.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Use HOST=127.0.0.1, or HOST=0.0.0.0 for every address it has.`,
    ENOTFOUND: `${host} is not the name of any machine. Use HOST=127.0.0.1, or HOST=0.0.0.0 for every address this one has.`,
  }
  return new ListenError(code, messages[code] ?? `Cannot listen on ${host}:${port}: ${error.message}.`, { cause: error })
}

function stop(server: Server, stopped: () => void): void {
  server.close(() => stopped())
  server.closeIdleConnections()
  // Streams of runs never end by themselves; everything else is answered long before.
  setTimeout(() => server.closeAllConnections(), 200).unref()
}

// What node's parser refuses never reaches the app. The rest of what is sent is read and dropped for a second: closing at once
// would reset the connection before the answer arrives.
function refuseUnreadable(error: ParseError, socket: Duplex): void {
  if (socket.writableEnded) return // the parser complains about every further piece; the answer is on its way
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, message] = refusalOf(error)
  socket.resume()
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      'content-type: text/plain; charset=utf-8',
      `content-length: ${message.length}`,
      `x-error-message: ${message}`,
      'connection: close',
      '',
      message,
    ].join('\r\n'),
  )
  setTimeout(() => socket.destroy(), 1000).unref()
}

type ParseError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer }

function refusalOf({ code, rawPacket }: ParseError): readonly [status: string, message: string] {
  if (code === 'HPE_INVALID_URL') {
    return [
      '400 Bad Request',
      'This address has signs that an address cannot have. Letters beyond ASCII are written as UTF-8 in per cent signs.',
    ]
  }
  if (code !== 'HPE_HEADER_OVERFLOW') return ['400 Bad Request', 'This is not an HTTP request that can be read.']
  if (rawPacket?.includes('\r\n'))
    return ['431 Request Header Fields Too Large', 'The headers of this request are too long: up to 32 kB can be read.']
  return ['414 URI Too Long', 'This address is too long: up to 12,288 characters can be read. Search for fewer words.']
}
