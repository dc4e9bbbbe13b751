import { StoreError, type StoreErrorCode } from '../../errors.ts'

/** What of an error can travel between threads. */
export type Failure = { readonly message: string; readonly errcode?: number; readonly code?: string }

// Primary result codes, the low byte of `errcode`: https://sqlite.org/rescode.html
const advice: Readonly<Record<number, readonly [StoreErrorCode, string]>> = {
  5: ['busy', 'another process has been writing for more than 5 seconds. Try again when it is done.'],
  6: ['busy', 'another part of this process holds the table. Try again.'],
  8: ['read-only', 'the file or its folder may not be written. Change its permissions, or set OFFPRINT_HOME to a folder that may be.'],
  10: ['disk-full', 'the disk could not be read or written. Check it and its free space; what was committed before is kept.'],
  11: [
    'corrupt',
    'the file is damaged. Put back a copy of it (those made before migrations lie beside it), or move it away to start anew.',
  ],
  13: ['disk-full', 'the disk is full; this change was not written, everything before it is kept. Free some space and try again.'],
  14: ['cannot-open', 'the file cannot be opened or created. Check the path and its permissions, or set OFFPRINT_HOME.'],
  19: ['constraint', 'the row breaks a rule of its table.'],
  26: ['corrupt', 'the file is not an SQLite database. Move it away to start anew, or name another one.'],
}

export function failureOf(error: unknown): Failure {
  const { message, errcode, code } = error as Error & { errcode?: number; code?: string }
  return { message, errcode, code }
}

/** The database's failure as an error that says where and what to do. */
export function storeError(failure: Failure, path: string, sql?: string): StoreError {
  const statement = sql ? `, in: ${sql.length > 300 ? `${sql.slice(0, 300)}…` : sql}` : ''
  const [code, what] = advice[(failure.errcode ?? 0) & 0xff] ?? ['query', undefined]
  const message = what ? `Database ${path}: ${what} (${failure.message}${statement})` : `Database ${path}: ${failure.message}${statement}`
  return new StoreError(code, message, { cause: failure })
}
