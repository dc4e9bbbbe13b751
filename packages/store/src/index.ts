export type {
  Capabilities,
  LeaseQueries,
  PaperCondition,
  Ranked,
  Store,
  Window,
  WordIndex,
  WordMatch,
} from './dialects/dialect.ts'
export { StoreError, type StoreErrorCode } from './errors.ts'
export { openStore } from './open-store.ts'
export type * from './schema.ts'
