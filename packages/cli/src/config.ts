import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Everything that comes from the environment, read once (DESIGN.md, Command). */
export type Config = {
  /** All state: database, caches, models, config. */
  readonly home: string
  readonly databasePath: string
  readonly databaseUrl: string | undefined
  readonly mirror: string | undefined
  readonly data: string | undefined
  readonly host: string
  readonly port: number
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** A wrong value in the environment or in a flag: the command line exits 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const projectRoot = resolve(import.meta.dirname, '../../..')

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const home = resolve(environment.OFFPRINT_HOME || join(homedir(), '.offprint'))
  return {
    home,
    databasePath: join(home, 'offprint.sqlite'),
    databaseUrl: environment.DATABASE_URL || undefined,
    mirror: environment.OFFPRINT_MIRROR || existing('../shared/mirror'),
    data: environment.OFFPRINT_DATA || existing('../shared/data'),
    host: environment.HOST || '127.0.0.1',
    port: readPort(environment.PORT),
    environment,
  }
}

function existing(path: string): string | undefined {
  const full = resolve(projectRoot, path)
  return existsSync(full) ? full : undefined
}

function readPort(value: string | undefined): number {
  if (!value) return 3000
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UsageError(`PORT is "${value}": give a whole number from 0 to 65535.`)
  return port
}
