/** Raised where a data set cannot be had, or what was had is not what its need names. `tried` says where it was looked for. */
export class DataSetError extends Error {
  readonly code: 'missing-data' | 'wrong-data'
  readonly tried: readonly string[]
  constructor(code: DataSetError['code'], message: string, tried: readonly string[] = [], cause?: unknown) {
    super(message, { cause })
    this.name = 'DataSetError'
    this.code = code
    this.tried = tried
  }
}
