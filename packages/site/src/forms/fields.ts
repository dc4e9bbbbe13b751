/** A field of a method's form, read from its JSON Schema. */
export type FormField = {
  readonly name: string
  readonly title: string
  readonly description?: string
  readonly required: boolean
  readonly kind: 'text' | 'long-text' | 'number' | 'choice' | 'flag'
  readonly choices: readonly string[]
  readonly min?: number
  readonly max?: number
  readonly step?: number | 'any'
  readonly maxLength?: number
  readonly default?: unknown
}

type Schema = Readonly<Record<string, unknown>>
type Property = {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly multiline?: boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly multipleOf?: number
  readonly anyOf?: readonly Property[]
}

// z.toJSONSchema bounds integers by the safe ones; as limits of a form they would only be noise.
const unbounded = Number.MAX_SAFE_INTEGER

/** The fields of a flat JSON Schema (`z.toJSONSchema(schema, { io: 'input' })`), in its order. */
export function fieldsOf(schema: Schema): FormField[] {
  const required = new Set((schema.required as readonly string[] | undefined) ?? [])
  const properties = (schema.properties as Readonly<Record<string, Property>> | undefined) ?? {}
  return Object.entries(properties).map(([name, property]) => fieldOf(name, property, required.has(name)))
}

/**
 * What a posted form says, as the method's schema wants it: numbers as numbers, flags as true or false, an empty optional field
 * left out. A number that is none stays text, so that the schema's own message names it. Line ends become `\n`: browsers post `\r\n`.
 */
export function inputOf(fields: readonly FormField[], form: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const field of fields) {
    const given = form[field.name]
    const text = typeof given === 'string' ? given.replaceAll('\r\n', '\n') : undefined
    if (field.kind === 'flag') input[field.name] = text === 'on' || text === 'true'
    else if (text !== undefined && (text !== '' || field.required)) input[field.name] = field.kind === 'number' ? numberOf(text) : text
  }
  return input
}

/** What a form shows before anybody typed: the example, over the schema's defaults. */
export function startValues(fields: readonly FormField[], example: Schema): Record<string, unknown> {
  return { ...Object.fromEntries(fields.map((field) => [field.name, field.default])), ...example }
}

function fieldOf(name: string, given: Property, required: boolean): FormField {
  const property = given.anyOf === undefined ? given : { ...given.anyOf.find(({ type }) => type !== 'null'), ...given }
  return {
    name,
    title: property.title ?? name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/^./, (letter) => letter.toUpperCase()),
    description: property.description,
    required: required && property.default === undefined,
    kind: kindOf(property),
    choices: (property.enum ?? []).map(String),
    min: within(property.minimum),
    max: within(property.maximum),
    step: property.type === 'integer' ? 1 : (property.multipleOf ?? 'any'),
    maxLength: property.maxLength,
    default: property.default,
  }
}

function kindOf(property: Property): FormField['kind'] {
  if (property.enum !== undefined) return 'choice'
  if (property.type === 'boolean') return 'flag'
  if (property.type === 'number' || property.type === 'integer') return 'number'
  return property.multiline === true ? 'long-text' : 'text'
}

function within(limit: number | undefined): number | undefined {
  return limit === undefined || Math.abs(limit) >= unbounded ? undefined : limit
}

function numberOf(text: string): number | string {
  const value = Number(text)
  return text.trim() === '' || Number.isNaN(value) ? text : value
}
