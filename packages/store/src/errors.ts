export type StoreErrorCode =
  | 'disk-full'
  | 'read-only'
  | 'cannot-open'
  | 'corrupt'
  | 'newer-schema'
  | 'busy'
  | 'constraint'
  | 'bad-value'
  | 'thread-lost'
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
