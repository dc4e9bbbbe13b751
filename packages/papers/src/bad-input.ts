export type BadInputCode = 'query-too-long' | 'bad-day' | 'bad-week' | 'bad-month' | 'bad-page'

/** What a person asked for cannot be understood. The message says what was wrong and what would do; nothing has happened. */
export class BadInputError extends Error {
  readonly code: BadInputCode

  constructor(code: BadInputCode, message: string) {
    super(message)
    this.name = 'BadInputError'
    this.code = code
  }
}
