import type { ColumnDefinitionBuilder } from 'kysely'

import type { Dialect } from '../dialects/dialect.ts'

/** A primary key that counts up and never gives a number twice, as each database writes it. */
export function rowNumber({ capabilities }: Dialect): ['integer' | 'serial', (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder] {
  if (capabilities.autoIncrementKeyword) return ['integer', (column) => column.primaryKey().autoIncrement()]
  return ['serial', (column) => column.primaryKey()]
}
