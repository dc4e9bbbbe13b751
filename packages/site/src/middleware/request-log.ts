import type { Context, MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { Logger } from 'pino'

/**
 * One line a request: method, the route's pattern, status, milliseconds. The address itself, queries and bodies are what people
 * typed, and addresses of tries are secrets: they are never written, not even as a hash.
 */
export function requestLog(log: Logger | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (log === undefined) return next()
    const start = performance.now()
    await next()
    const durationMs = Math.round((performance.now() - start) * 10) / 10
    const line = { requestId: c.get('requestId'), method: c.req.method, route: routeOf(c), status: c.res.status, durationMs }
    if (c.res.status >= 500) log.warn(line, 'request')
    else log.info(line, 'request')
  }
}

function routeOf(c: Context): string {
  const path = routePath(c, -1)
  return path === '*' || path === '/*' ? 'none' : path
}
