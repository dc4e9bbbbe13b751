import { randomInt } from 'node:crypto'
import { z } from 'zod'

import type { WriteJob } from '../jobs/job.ts'

/** A field that may also be null, which means the same as leaving it out. */
export function optional<T>(schema: z.ZodType<T>) {
  return schema.nullish().transform((value) => value ?? undefined)
}

/** A field that would change the answer and is not offered: refused, where it asks for anything, rather than passed over in silence. */
export function refused(why: string) {
  return z.unknown().refine((value) => asksNothing(value), { error: `is not offered here: ${why}` })
}

function asksNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === 0 || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** 32 choices or more would take the model for minutes. */
const mostChoices = 32
/** OpenAI takes four; evaluations have more. */
const mostStops = 16

/** Fields of every request that writes (OpenAI API reference, Completions and Chat). Fields that change no answer (user, metadata …) are passed over. */
export const samplingFields = {
  model: z.string().min(1),
  n: optional(z.int().min(1).max(mostChoices)),
  max_tokens: optional(z.int().min(0)),
  stop: optional(z.union([z.string().transform((stop) => [stop]), z.array(z.string()).max(mostStops)])),
  temperature: optional(z.number().min(0).max(2)),
  top_p: optional(z.number().min(0).max(1)),
  seed: optional(z.int()),
  stream: optional(z.boolean()),
  stream_options: optional(z.looseObject({ include_usage: optional(z.boolean()) })),
  logit_bias: refused('leave it out').optional(),
  presence_penalty: refused('leave it at 0').optional(),
  frequency_penalty: refused('leave it at 0').optional(),
} as const

type Sampling = {
  readonly n?: number
  readonly stop?: readonly string[]
  readonly temperature?: number
  readonly top_p?: number
  readonly seed?: number
}

/** Defaults as OpenAI has them: tokens are drawn at temperature 1, from another seed each time. `top_p` of 0 leaves the likeliest token. */
export function samplingOf({
  n = 1,
  stop = [],
  temperature = 1,
  top_p: topP = 1,
  seed,
}: Sampling): Pick<WriteJob, 'n' | 'stop' | 'temperature' | 'topP' | 'seed'> {
  const heat = topP === 0 ? 0 : temperature
  return { n, stop, temperature: heat, topP, seed: seed === undefined ? randomInt(2 ** 31) : Math.abs(seed) % 2 ** 31 }
}
