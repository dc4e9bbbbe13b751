import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { Env } from '../site.ts'

/** Names every request in its answer and in the log, so that somebody who reports a failure can point at its line. */
export const requestId: MiddlewareHandler<Env> = async (c, next) => {
  const id = randomUUID()
  c.set('requestId', id)
  c.header('x-request-id', id)
  await next()
}
