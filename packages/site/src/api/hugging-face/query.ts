import { z } from 'zod'

import { Problem, quoted } from '../../problem.ts'
import type { SiteContext } from '../../site.ts'

/** A parameter that is a whole number of at least `least`; what is larger than a list can be is no page of it. */
export function wholeNumber(least: number) {
  const wrong = `is no whole number of ${least} or more`
  return z
    .string()
    .regex(/^\d{1,9}$/, wrong)
    .transform(Number)
    .refine((value) => value >= least, wrong)
}

/** The query of a request by its schema; unknown parameters are let be. Throws Problem 400 that names the first wrong one. */
export function readQuery<S extends z.ZodObject>(c: SiteContext, schema: S): z.output<S> {
  const given = c.req.query()
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const name = String(issue.path[0])
  throw new Problem(400, `${name} ${quoted(given[name] ?? '')} ${issue.message.replace(/\.$/, '')}.`, 'Change it and ask again.')
}
