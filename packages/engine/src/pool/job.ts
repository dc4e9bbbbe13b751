/** What a job reads between its steps. */
export type Stop = {
  /** Somebody cancelled: end soon. Whatever the job returns then is not used. */
  readonly isRequested: boolean
}

/** Where the function stands that a worker runs: an exported name of a module. A closure could not travel. */
export type Job = { readonly module: URL; readonly name: string }

/**
 * The function of a job, in the worker. A generator is stopped at its next `yield` when it was cancelled; a plain function asks `stop`
 * between its steps. Arguments, values and results are copied (structured clone), memory of a SharedArrayBuffer is shared.
 */
export type JobFunction<Argument, Value, Result> = (
  argument: Argument,
  stop: Stop,
) => AsyncGenerator<Value, Result> | Promise<Result> | Result

/** To a worker. */
export type Order = { readonly module: string; readonly name: string; readonly argument: unknown }

/** From a worker: what the job yielded, and in the end what it returned or threw. */
export type Report =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: ReportedError }

/** Errors lose their class on the way; `code` stays. */
export type ReportedError = { readonly name: string; readonly message: string; readonly code?: string; readonly stack?: string }
