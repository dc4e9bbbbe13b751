import type { z } from 'zod'
import { badRequest } from '../api-error.ts'
import type { Job } from '../jobs/job.ts'
import type { Work } from '../work.ts'

/** What an endpoint stands on. `begin` throws ApiError; `kind` is the beginning of the answer's id. */
export type Scene = { begin(model: string, job: Job, kind: string): Promise<Work> }

/** A body as its schema wants it. Throws ApiError where it is not JSON, ZodError where it is another. */
export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const type = request.headers.get('content-type') ?? ''
  // A page of another site can make a browser post anything but this type without asking first.
  if (!/^application\/json\b/i.test(type))
    throw badRequest(`The body has the type ${JSON.stringify(type)}: send JSON, with the header content-type: application/json.`)
  let body: unknown
  try {
    body = await request.json()
  } catch (cause) {
    throw badRequest(`The body is not JSON: ${(cause as Error).message}`)
  }
  return schema.parse(body)
}
