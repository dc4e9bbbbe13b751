import type { z } from '@hono/zod-openapi'
import { errorSchema } from './schemas.ts'

/** The responses part of a route: what it gives, and the refusals it can give, all of one shape. */
export function answers<S extends z.ZodType>(schema: S, description: string, refusals: Readonly<Record<number, string>> = {}) {
  const error = (about: string) => ({ content: { 'application/json': { schema: errorSchema } }, description: about })
  return {
    200: { content: { 'application/json': { schema } }, description },
    ...Object.fromEntries(Object.entries(refusals).map(([status, about]) => [status, error(about)])),
  }
}
