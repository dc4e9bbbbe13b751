import type { Command } from 'commander'
import { UsageError } from '../config.ts'

type Property = {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
}
type Schema = Readonly<Record<string, unknown>>
type Readers = { readInput(): Promise<string>; readFile(path: string): Promise<string> }

function propertiesOf(schema: Schema): [string, Property][] {
  return Object.entries((schema.properties ?? {}) as Record<string, Property>)
}

/** camelCase → --camel-case. */
function flagName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** One flag a field of a try's JSON schema; text can also come from a file (`--text-file`) or, as `-`, from standard input. */
export function addSchemaFlags(command: Command, schema: Schema): void {
  for (const [name, property] of propertiesOf(schema)) {
    const flag = flagName(name)
    const help = [
      property.description ?? property.title,
      property.enum && `one of ${property.enum.join(', ')}`,
      property.default !== undefined && `default ${JSON.stringify(property.default)}`,
    ]
      .filter(Boolean)
      .join('; ')
    if (property.type === 'boolean') command.option(`--${flag}`, help).option(`--no-${flag}`)
    else command.option(`--${flag} <value>`, help)
    if (property.type === 'string' && !property.enum) command.option(`--${flag}-file <path>`, `the same, read from a file`)
  }
}

/** What the flags say, as the input of the try: numbers read as numbers, files read, fields without a flag left out. */
export async function readSchemaFlags(
  flags: Readonly<Record<string, unknown>>,
  schema: Schema,
  readers: Readers,
): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = {}
  for (const [name, property] of propertiesOf(schema)) {
    const file = flags[`${name}File`]
    const value = typeof file === 'string' ? await readers.readFile(file) : flags[name]
    if (value === undefined) continue
    input[name] = value === '-' ? await readers.readInput() : coerce(name, value, property)
  }
  return input
}

function coerce(name: string, value: unknown, property: Property): unknown {
  if (property.type !== 'number' && property.type !== 'integer') return value
  const number = Number(value)
  if (value === '' || Number.isNaN(number)) throw new UsageError(`--${flagName(name)} is "${value}": give a number.`)
  return number
}
