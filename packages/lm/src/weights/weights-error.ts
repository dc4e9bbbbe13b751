/** Why a model's files cannot be used. Stable: callers branch on it. */
export type WeightsErrorCode =
  | 'weights-format' // the file is damaged, cut off or not of this format
  | 'weights-unsupported' // a sound file that needs something this program has not
  | 'weights-missing' // a file or a tensor that should be there is not
  | 'weights-mismatch' // sound parts that do not belong together: sha256, shapes, vocabulary
  | 'weights-download' // the file could not be fetched

/** A failure of reading or writing a model's files. The message names the file or tensor, the value at fault and what to do. */
export class WeightsError extends Error {
  readonly code: WeightsErrorCode

  constructor(code: WeightsErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'WeightsError'
    this.code = code
  }
}
