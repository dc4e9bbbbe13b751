import type { z } from 'zod'

import { LabError } from '../lab.ts'

type Issue = { readonly path: string; readonly message: string }

/** The validated input of a try. Throws LabError('bad-input') with one issue a field; a field that the form lacks is one. */
export function parseTryInput<S extends z.ZodObject>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.strict().safeParse(input, { reportInput: true })
  if (parsed.success) return parsed.data as z.output<S>
  const issues = parsed.error.issues.flatMap(issuesOf)
  const words = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')
  throw new LabError('bad-input', `The input does not fit the form. ${words}`, { issues })
}

function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((path) => ({ path, message: 'the form has no such field' }))
  return [{ path: issue.path.join('.'), message: issue.code === 'invalid_type' ? typeWords(issue) : issue.message }]
}

function typeWords({ expected, input }: z.core.$ZodIssueInvalidType): string {
  return input === undefined ? 'is missing' : `is ${JSON.stringify(input)?.slice(0, 60)}, and a ${expected} is needed`
}
