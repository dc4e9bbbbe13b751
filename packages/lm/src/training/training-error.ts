/** Why a training cannot begin or go on. Stable: callers branch on it. */
export type TrainingErrorCode =
  | 'training-data' // the text cannot be read, or there is too little of it
  | 'training-checkpoint' // what lies there is of another training

/** The message names the file, line or setting at fault and what to do. */
export class TrainingError extends Error {
  readonly code: TrainingErrorCode

  constructor(code: TrainingErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'TrainingError'
    this.code = code
  }
}
