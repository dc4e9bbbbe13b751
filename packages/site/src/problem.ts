import type { ContentfulStatusCode } from 'hono/utils/http-status'

/**
 * Why a request cannot be answered, told to the person who asked: a page or JSON comes of it (middleware/errors.ts).
 * `message` says what was wrong, with value and place; `advice` what to do.
 */
export class Problem extends Error {
  readonly status: ContentfulStatusCode
  readonly advice: string
  readonly headers: Readonly<Record<string, string>>
  constructor(status: ContentfulStatusCode, message: string, advice: string, headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'Problem'
    this.status = status
    this.advice = advice
    this.headers = headers
  }
}

/** 404 for a thing that is not here. */
export function notHere(what: string, advice = 'Search for it, or start from the front page.'): Problem {
  return new Problem(404, what, advice)
}

/** A value of the request as a message may repeat it: at most 60 characters. */
export function quoted(value: string): string {
  return `“${value.length > 60 ? `${value.slice(0, 60)}…` : value}”`
}
