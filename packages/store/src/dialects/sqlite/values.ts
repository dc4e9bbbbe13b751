import { StoreError } from '../../errors.ts'

/**
 * Refuses values that SQLite would refuse or, worse, silently store as something else. Dates are the usual slip: the schema
 * keeps times as ISO text.
 */
export function checkParameters(parameters: readonly unknown[], sql: string): void {
  const wrong = parameters.findIndex((value) => reasonAgainst(value) !== undefined)
  if (wrong < 0) return
  throw new StoreError('bad-value', `Value ${wrong + 1} of a query ${reasonAgainst(parameters[wrong])}. The query: ${sql.slice(0, 300)}`)
}

function reasonAgainst(value: unknown): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'bigint' || value instanceof Uint8Array) return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `is ${value}, which a database cannot keep: pass null`
  if (value === undefined) return 'is undefined: pass null for "no value", or leave the column out'
  if (value instanceof Date) return 'is a Date: pass date.toISOString()'
  if (typeof value === 'boolean') return 'is a boolean: pass 1 or 0'
  return `is ${Array.isArray(value) ? 'an array' : `of type ${typeof value}`}: pass JSON.stringify(value) where the column keeps JSON`
}
