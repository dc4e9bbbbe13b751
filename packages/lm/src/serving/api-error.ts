import { z } from 'zod'

/** A refusal or failure as OpenAI's clients read it (OpenAI API reference, Error codes). Plain data: it also comes from the model's process. */
export type Failure = {
  readonly status: number
  readonly message: string
  readonly type: 'invalid_request_error' | 'rate_limit_error' | 'server_error'
  readonly code: string | null
  /** The field at fault. */
  readonly param: string | null
  readonly retryAfterSeconds?: number
}

/** Thrown anywhere on the way of a request; `errorResponse` makes the answer of it. */
export class ApiError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options)
    this.name = 'ApiError'
    this.failure = failure
  }
}

/** A request that cannot be answered as it is; the message says what to change. */
export function badRequest(message: string, { param = null, code = null, status = 400 }: Partial<Failure> = {}): ApiError {
  return new ApiError({ status, message, type: 'invalid_request_error', code, param })
}

/** Names of errors that speak of what was asked for, and not of this machine. */
const ofTheRequest = new Set(['TemplateError', 'GrammarError', 'TokenizerError', 'ConfigError', 'URIError'])

/** Any error as a failure. What is not known to be the request's own fault is the server's. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) return error.failure
  if (error instanceof z.ZodError) return schemaFailure(error)
  const { name, message, code } = Object.assign({ name: 'Error', message: String(error), code: null }, errorFacts(error))
  if (ofTheRequest.has(name)) return { status: 400, message, type: 'invalid_request_error', code, param: null }
  return { status: 500, message: `The model could not answer: ${message}`, type: 'server_error', code, param: null }
}

function errorFacts(error: unknown): { name?: string; message?: string; code?: string } {
  if (!(error instanceof Error)) return {}
  const { name, message } = error
  return { name, message, ...('code' in error && typeof error.code === 'string' && { code: error.code }) }
}

function schemaFailure({ issues: [{ path, message }] }: z.ZodError): Failure {
  const param = path.join('.') || null
  return { status: 400, message: `${param ?? 'The body'}: ${message}`, type: 'invalid_request_error', code: null, param }
}

/** The body of an error's answer, whole or as the last event of a stream. */
export function errorBody({ message, type, code, param }: Failure): { error: object } {
  return { error: { message, type, param, code } }
}

export function errorResponse(error: unknown): Response {
  const failure = failureOf(error)
  const { status, retryAfterSeconds } = failure
  const headers: Record<string, string> = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
  return Response.json(errorBody(failure), { status, headers })
}
