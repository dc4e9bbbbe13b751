export type StoreErrorCode =
  | 'disk_full'
  | 'read_only'
  | 'cannot_open'
  | 'corrupt'
  | 'newer_schema'
  | 'busy'
  | 'constraint'
  | 'bad_value'
  | 'thread_lost'
  | 'closed'
  | 'query'

/** Whatever goes wrong in the store: `code` is stable, the message says what to do, `cause` is the database's own error. */
export class StoreError extends Error {
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}
