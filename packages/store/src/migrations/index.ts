import type { Kysely } from 'kysely'

import type { Dialect } from '../dialects/dialect.ts'
import type { Schema } from '../schema.ts'
import * as papers from './0001-papers.ts'
import * as runs from './0002-runs.ts'

/** One step forward; there is no way back but the copy that is made before. */
export type Migration = { readonly name: string; readonly up: (db: Kysely<Schema>, dialect: Dialect) => Promise<void> }

/** In order; a name is never changed once a database may have it. */
export const migrations: readonly Migration[] = [
  { name: '0001-papers', up: papers.up },
  { name: '0002-runs', up: runs.up },
]
