import { z } from 'zod'

import type { Result } from '../lab.ts'

const axis = z.object({ label: z.string(), unit: z.string().optional(), scale: z.enum(['linear', 'log']).optional() })
const interval = z.object({ low: z.number(), high: z.number(), level: z.number(), n: z.number() })
const line = z.object({ name: z.string(), points: z.array(z.tuple([z.number(), z.number()])), labels: z.array(z.string()).optional() })

/** The shape of a recorded result; blocks are taken as they are, they were written by us and are shown by their type. */
const resultSchema = z.object({
  slug: z.string(),
  experiment: z.string(),
  kind: z.enum(['replay', 'miniature', 'exact']),
  size: z.enum(['smoke', 'small', 'full']),
  seeds: z.array(z.number()),
  code: z.object({ method: z.string(), spine: z.string(), commit: z.string(), dirty: z.boolean() }),
  model: z.object({ name: z.string(), sha256: z.string(), precision: z.enum(['exact', 'fast', 'unknown']) }).optional(),
  data: z.array(z.object({ name: z.string(), sha256: z.string() })),
  machine: z.object({ processor: z.string(), cores: z.number(), memoryBytes: z.number(), node: z.string(), runtime: z.string() }),
  startedAt: z.string(),
  durationMs: z.number(),
  figures: z.array(z.object({ id: z.string(), value: z.number(), unit: z.string(), n: z.number(), interval: interval.optional() })),
  claims: z.array(
    z.object({
      id: z.string(),
      paper: z.number().nullable(),
      measured: z.number().nullable(),
      verdict: z.enum(['holds', 'partly', 'fails', 'not testable here']),
    }),
  ),
  series: z.array(
    z.object({
      id: z.string(),
      title: z.string().optional(),
      marks: z.enum(['line', 'dots']).optional(),
      x: axis,
      y: axis,
      lines: z.array(line),
    }),
  ),
  blocks: z.array(z.looseObject({ type: z.string() })).optional(),
  command: z.string(),
})

/** Reads a result file's text. Throws with the file's name and the first field that does not fit. */
export function parseResult(text: string, file: string): Result {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Error(`${file} is not JSON: ${(cause as Error).message}. Record the experiment again.`, { cause })
  }
  const parsed = resultSchema.safeParse(value)
  if (parsed.success) return parsed.data as Result
  const [issue] = parsed.error.issues
  throw new Error(`${file} is not a recorded result: ${issue.path.join('.')}: ${issue.message}. Record the experiment again.`)
}
