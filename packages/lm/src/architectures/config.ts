import type { z } from 'zod'
import { ConfigError } from './architecture.ts'
import { withRotaryKeys } from './rope-parameters.ts'

/** config.json through an architecture's schema. Throws ConfigError that names each key at fault with its value. */
export function readConfig<S extends z.ZodType>(schema: S, json: Readonly<Record<string, unknown>>): z.output<S> {
  const read = schema.safeParse(withRotaryKeys(json))
  if (read.success) return read.data
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.')} is ${JSON.stringify(json[String(path[0])])}: ${message}`)
  throw new ConfigError(`config.json does not fit "${json.model_type}": ${faults.join('; ')}.`)
}
