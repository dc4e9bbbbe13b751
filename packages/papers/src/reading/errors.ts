export type ImportErrorCode =
  | 'not-found'
  | 'is-folder'
  | 'not-readable'
  | 'empty'
  | 'unknown-format'
  | 'broken-off'
  | 'address-refused'
  | 'network'
  | 'busy'

/** An import that could not run to its end, with a message that says what was wrong and what to do. Rows committed before it stay. */
export class ImportError extends Error {
  readonly code: ImportErrorCode
  constructor(code: ImportErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ImportError'
    this.code = code
  }
}
