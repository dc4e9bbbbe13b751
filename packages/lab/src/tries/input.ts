import type { z } from 'zod'

import { LabError } from '../lab.ts'

/** The validated input of a try. Throws LabError('bad-input') with one issue a field; a field that the form lacks is one. */
export function parseTryInput<S extends z.ZodObject>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.strict().safeParse(input)
  if (parsed.success) return parsed.data as z.output<S>
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const words = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')
  throw new LabError('bad-input', `The input does not fit the form. ${words}`, { issues })
}
