import type { MiddlewareHandler } from 'hono'
import { Problem } from '../problem.ts'
import type { Env } from '../site.ts'
import { requesterOf } from './requester.ts'

const windowSeconds = 300
const quota = 3000
/** Addresses remembered at most; then the windows begin anew. */
const mostAddresses = 50_000

/**
 * A fixed window of five minutes for each address outside this machine. Reads from loopback are never counted: a reverse proxy
 * stands there, and so do people's own programs.
 */
export function rateLimit(now: () => Date): MiddlewareHandler<Env> {
  const windows = new Map<string, { until: number; left: number }>()
  return async (c, next) => {
    const requester = requesterOf(c)
    if (requester === 'loopback') return next()
    const time = now().getTime() / 1000
    if (windows.size > mostAddresses) windows.clear()
    const known = windows.get(requester)
    const window = known !== undefined && known.until > time ? known : { until: time + windowSeconds, left: quota }
    windows.set(requester, window)
    if (window.left === 0) throw tooMany(Math.ceil(window.until - time))
    window.left--
    await next()
  }
}

function tooMany(seconds: number): Problem {
  return new Problem(429, `More than ${quota.toLocaleString('en-GB')} requests in five minutes.`, `Come back in ${seconds} seconds.`, {
    'retry-after': String(seconds),
    ratelimit: `"api";r=0;t=${seconds}`,
    'ratelimit-policy': `"fixed window";"api";q=${quota};w=${windowSeconds}`,
  })
}
