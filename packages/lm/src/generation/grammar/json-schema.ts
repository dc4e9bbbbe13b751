import { GrammarError } from './grammar.ts'

type Schema = { readonly [key: string]: unknown }

const whitespace = 'ws ::= [ \\t\\n]{0,20}'
const primitives: Readonly<Record<string, string>> = {
  string: 'string ::= "\\"" char* "\\""',
  char: 'char ::= [^"\\\\\\x00-\\x1f] | "\\\\" (["\\\\/bfnrt] | "u" [0-9a-fA-F]{4})',
  number: 'number ::= "-"? ("0" | [1-9] [0-9]{0,40}) ("." [0-9]{1,40})? ([eE] [-+]? [0-9]{1,3})?',
  integer: 'integer ::= "-"? ("0" | [1-9] [0-9]{0,40})',
  boolean: 'boolean ::= "true" | "false"',
  null: 'null ::= "null"',
  value: 'value ::= string | number | boolean | null | object | array',
  object: 'object ::= "{" ws (string ws ":" ws value ws ("," ws string ws ":" ws value ws)*)? "}"',
  array: 'array ::= "[" ws (value ws ("," ws value ws)*)? "]"',
}

/**
 * The GBNF text of a JSON schema: type, properties (in their order; those not in `required` may be left out), items, minItems, maxItems,
 * minLength, maxLength, enum, const, anyOf, oneOf, $ref into the schema itself. Further properties are not allowed.
 * Throws GrammarError for a keyword that it cannot keep to (pattern, allOf, if …), rather than ignoring it.
 */
export function grammarOfSchema(schema: Schema): string {
  const rules = new Map<string, string>()
  const root = ruleFor(schema, 'schema', { root: schema, rules, refs: new Map() })
  return [`root ::= ${root} ws`, ...[...rules].map(([name, body]) => `${name} ::= ${body}`), ...Object.values(primitives), whitespace].join(
    '\n',
  )
}

type Context = { readonly root: Schema; readonly rules: Map<string, string>; readonly refs: Map<string, string> }

const unsupported = [
  'pattern',
  'allOf',
  'not',
  'if',
  'patternProperties',
  'dependentRequired',
  'multipleOf',
  'uniqueItems',
  'contains',
  'prefixItems',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
]

function ruleFor(schema: Schema, name: string, context: Context): string {
  const cannot = unsupported.find((keyword) => keyword in schema)
  if (cannot)
    throw new GrammarError(
      `The JSON schema uses "${cannot}" at ${name}, which decoding cannot keep to. Leave it out and check the answer afterwards.`,
    )
  if (typeof schema.$ref === 'string') return reference(schema.$ref, context)
  const choices = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined
  if (choices) return add(name, choices.map((choice, i) => ruleFor(choice, `${name}-${i}`, context)).join(' | '), context)
  if ('const' in schema) return add(name, literal(schema.const), context)
  if (Array.isArray(schema.enum)) return add(name, schema.enum.map(literal).join(' | '), context)
  if (Array.isArray(schema.type))
    return add(name, schema.type.map((type, i) => ruleFor({ ...schema, type }, `${name}-${i}`, context)).join(' | '), context)
  if (schema.type === 'object' && schema.properties) return add(name, objectBody(schema, name, context), context)
  if (schema.type === 'array' && schema.items) return add(name, arrayBody(schema, name, context), context)
  if (schema.type === 'string' && ('minLength' in schema || 'maxLength' in schema))
    return add(name, `"\\"" char{${schema.minLength ?? 0},${schema.maxLength ?? ''}} "\\""`, context)
  if (schema.type === undefined) return 'value'
  if (typeof schema.type === 'string' && schema.type in primitives) return schema.type
  throw new GrammarError(
    `The JSON schema has the type ${JSON.stringify(schema.type)} at ${name}: types are string, number, integer, boolean, null, object, array.`,
  )
}

function add(name: string, body: string, { rules }: Context): string {
  rules.set(name, body)
  return name
}

function literal(value: unknown): string {
  return JSON.stringify(JSON.stringify(value))
}

/** Every property carries the comma before it; which one comes first depends on those left out, so each start is an alternative. */
function objectBody(schema: Schema, name: string, context: Context): string {
  const required = new Set((schema.required as readonly string[] | undefined) ?? [])
  const entries = Object.entries(schema.properties as Record<string, Schema>)
  const pairs = entries.map(([key, value], i) =>
    add(`${name}-p${i}`, `${literal(key)} ws ":" ws ${ruleFor(value, `${name}-v${i}`, context)} ws`, context),
  )
  const following = (from: number) =>
    pairs
      .slice(from)
      .map((pair, i) => (required.has(entries[from + i][0]) ? `"," ws ${pair}` : `("," ws ${pair})?`))
      .join(' ')
  const firstRequired = entries.findIndex(([key]) => required.has(key))
  const starts = pairs.slice(0, firstRequired < 0 ? pairs.length : firstRequired + 1).map((pair, i) => `${pair} ${following(i + 1)}`.trim())
  const inside = firstRequired < 0 ? `(${starts.join(' | ')})?` : `(${starts.join(' | ')})`
  return pairs.length === 0 ? '"{" ws "}"' : `"{" ws ${inside} "}"`
}

function arrayBody(schema: Schema, name: string, context: Context): string {
  const item = ruleFor(schema.items as Schema, `${name}-item`, context)
  const least = Number(schema.minItems ?? 0)
  const most = schema.maxItems === undefined ? '' : String(Number(schema.maxItems) - 1)
  if (schema.maxItems === 0) return '"[" ws "]"'
  const filled = `${item} ws ("," ws ${item} ws){${Math.max(0, least - 1)},${most}}`
  return least > 0 ? `"[" ws ${filled} "]"` : `"[" ws (${filled})? "]"`
}

function reference(ref: string, context: Context): string {
  const known = context.refs.get(ref)
  if (known) return known
  const name = `ref${context.refs.size}`
  context.refs.set(ref, name)
  let target: unknown = context.root
  for (const key of ref.replace(/^#\/?/, '').split('/').filter(Boolean))
    target = (target as Schema | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')]
  if (!ref.startsWith('#') || typeof target !== 'object' || target === null)
    throw new GrammarError(`The JSON schema points to "${ref}", which is not in it.`)
  const rule = ruleFor(target as Schema, `${name}-body`, context)
  return add(name, rule, context)
}
