/** Why a chat model gave no answer. Stable: callers and pages branch on it. */
export type ChatErrorCode =
  | 'chat-config' // the address, model or key given cannot be used
  | 'chat-unreachable' // no connection, or it broke
  | 'chat-timeout'
  | 'chat-limited' // the server says: too many requests, or no quota left
  | 'chat-refused' // the server refused the request (4xx)
  | 'chat-server' // the server failed (5xx)
  | 'chat-answer' // what came back is no answer
  | 'chat-budget' // the caller's own budget is used up
  | 'chat-unrecorded' // a transcript has no answer for this request

/** A chat model's failure. The message names the server's address and what to do, and never holds the key. */
export class ChatError extends Error {
  readonly code: ChatErrorCode
  /** HTTP status, where the server answered with one. */
  readonly status: number | undefined

  constructor(code: ChatErrorCode, message: string, options?: { cause?: unknown; status?: number }) {
    super(message, options?.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'ChatError'
    this.code = code
    this.status = options?.status
  }
}
