/** Every error of this package. `code` is stable; the message ends with the caller's line where one is known. */
export class EngineError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
    const line = callerLine(this.stack)
    if (line) this.message = `${message} (${line})`
  }
}

/** Shapes, axes or dtypes that do not fit, found while tracing. */
export class ShapeError extends EngineError {
  constructor(message: string, options?: ErrorOptions) {
    super('engine/shape', message, options)
  }
}

/** A gradient was asked for where there is none. */
export class GradientError extends EngineError {
  constructor(message: string, options?: ErrorOptions) {
    super('engine/gradient', message, options)
  }
}

/** The runtime refused a graph or failed while running it; `cause` is its own error. */
export class RuntimeError extends EngineError {
  constructor(message: string, options?: ErrorOptions) {
    super('engine/runtime', message, options)
  }
}

const ownFolder = new URL('.', import.meta.url).href

/** The first stack line outside this package, as `file:line:column`. Tests and proofs count as callers. */
export function callerLine(stack: string | undefined): string | undefined {
  const frames = (stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '))
  const frame = frames.find((line) => !isOwn(line))
  return frame?.match(/((?:file:\/\/|\/|[A-Z]:\\)[^()\s]+:\d+:\d+)/)?.[1].replace('file://', '')
}

function isOwn(line: string): boolean {
  if (line.includes('.test.') || line.includes('/proof/')) return false
  return line.includes(ownFolder) || line.includes(ownFolder.replace('file://', '')) || line.includes('node:')
}
