import type {
  Block,
  Card,
  Claim,
  EvidenceKind,
  Figure,
  Figures,
  Interval,
  Progress,
  Series,
  Size,
  TryResult,
  Verdict,
} from '@offprint/methods'

/** A recorded run of an experiment (DESIGN.md, Lab). */
export type Result = {
  readonly slug: string
  readonly experiment: string
  readonly kind: EvidenceKind
  readonly size: Size
  readonly seeds: readonly number[]
  /** sha256 of the method's folder; of engine and lm. */
  readonly code: { readonly method: string; readonly spine: string; readonly commit: string; readonly dirty: boolean }
  /** Precision unknown: a chat server does not say. */
  readonly model?: { readonly name: string; readonly sha256: string; readonly precision: 'exact' | 'fast' | 'unknown' }
  readonly data: readonly { readonly name: string; readonly sha256: string }[]
  readonly machine: {
    readonly processor: string
    readonly cores: number
    readonly memoryBytes: number
    readonly node: string
    readonly runtime: string
  }
  readonly startedAt: string
  readonly durationMs: number
  readonly figures: readonly Figure[]
  readonly claims: readonly {
    readonly id: string
    readonly paper: number | null
    readonly measured: number | null
    readonly verdict: Verdict
  }[]
  readonly series: readonly Series[]
  readonly blocks?: readonly Block[]
  /** Repeats it. */
  readonly command: string
}

export type RunState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'

export type Run = {
  readonly id: string
  readonly kind: 'try' | 'experiment'
  readonly slug: string
  readonly experiment: string | null
  readonly size: Size | null
  readonly seed: number | null
  readonly input: Readonly<Record<string, unknown>> | null
  readonly model: string | null
  readonly state: RunState
  /** Place in the queue, 1 and up, while queued. */
  readonly place: number | null
  readonly progress: Progress | null
  readonly result: Result | TryResult | null
  readonly error: string | null
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
}

/** A method as pages and the command line see it. A folder with only its card has `runnable` false and no try or experiments. */
export type MethodEntry = {
  readonly slug: string
  readonly card: Card
  readonly runnable: boolean
  readonly try?: {
    readonly title: string
    /** JSON Schema of the form (`z.toJSONSchema(…, { io: 'input' })`). */
    readonly schema: Readonly<Record<string, unknown>>
    readonly example: Readonly<Record<string, unknown>>
    readonly uses: { readonly chat: boolean; readonly embedder: boolean }
  }
  readonly experiments: readonly {
    readonly name: string
    readonly title: string
    readonly question: string
    readonly kind: EvidenceKind
    readonly sizes: readonly Size[]
  }[]
}

/** A claim with its newest verdict, for tables and claim marks. `verdict` null: not yet measured. */
export type ClaimStanding = {
  readonly slug: string
  readonly claim: Claim
  readonly kind: EvidenceKind | null
  readonly measured: number | null
  readonly interval: Interval | null
  readonly n: number | null
  readonly verdict: Verdict | null
  /** Run id, its day, and whether the method's code has changed since. */
  readonly run: string | null
  readonly recordedAt: string | null
  readonly olderCode: boolean
  /** Earlier verdicts, oldest first. */
  readonly history: readonly {
    readonly verdict: Verdict
    readonly measured: number | null
    readonly run: string
    readonly recordedAt: string
  }[]
}

/** What a form says before the click. */
export type Estimate = {
  /** From recorded runs on this machine; null where there is none yet. */
  readonly seconds: number | null
  readonly model: string | null
  /** What would have to be fetched, with its size where known; empty when all is here. */
  readonly downloads: readonly { readonly name: string; readonly sizeBytes: number | null }[]
  /** What is missing and cannot be fetched, with what to do. */
  readonly missing: readonly string[]
  readonly place: number
}

export type VerifyRow = {
  readonly slug: string
  readonly check: string
  readonly kind: 'replay' | 'exact'
  readonly unit: string
  readonly expected: number
  readonly measured: number | null
  readonly tolerance: number
  readonly holds: boolean | null
  readonly reason?: string
}

/** Raised where a request cannot be taken; `code` is stable, `retryAfterSeconds` says when to come back. */
export class LabError extends Error {
  readonly code:
    | 'unknown-method'
    | 'not-runnable'
    | 'bad-input'
    | 'queue-full'
    | 'too-many-waiting'
    | 'missing-data'
    | 'missing-model'
    | 'unknown-run'
    | 'wrong-token'
  readonly retryAfterSeconds: number | undefined
  readonly issues: readonly { readonly path: string; readonly message: string }[]
  constructor(
    code: LabError['code'],
    message: string,
    more: { retryAfterSeconds?: number; issues?: LabError['issues']; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.name = 'LabError'
    this.code = code
    this.retryAfterSeconds = more.retryAfterSeconds
    this.issues = more.issues ?? []
  }
}

export interface Lab {
  methods(): readonly MethodEntry[]
  findMethod(slug: string): MethodEntry | undefined
  /** Queues a try. The token deletes it. Throws LabError. */
  startTry(
    slug: string,
    input: unknown,
    options: { readonly model?: string; readonly requester: string },
  ): Promise<{ readonly id: string; readonly deleteToken: string }>
  /** Queues an experiment, or names the finished run with the same key (`cached`). Throws LabError. */
  startExperiment(
    slug: string,
    options: {
      readonly experiment?: string
      readonly size?: Size
      readonly seed?: number
      readonly model?: string
      readonly requester: string
    },
  ): Promise<{ readonly id: string; readonly cached: boolean }>
  findRun(id: string): Promise<Run | undefined>
  /** The run's states and progress until it ends or the signal fires; the first value comes at once. */
  follow(id: string, signal?: AbortSignal): AsyncGenerator<Run, void>
  cancel(id: string): Promise<void>
  /** Deletes a try with the token given at its start. Throws LabError('wrong-token'). */
  deleteTry(id: string, token: string): Promise<void>
  estimate(
    slug: string,
    what: { readonly try?: true; readonly experiment?: string; readonly size?: Size; readonly model?: string },
  ): Promise<Estimate>
  /** Every claim of every card (or of one), with its standing. */
  claims(slug?: string): Promise<readonly ClaimStanding[]>
  /** Claims whose verdict changed last, newest first. */
  moved(limit: number): Promise<readonly ClaimStanding[]>
  /** Runs every replay and exact check again, a row a figure. */
  verify(
    slugs: readonly string[],
    signal?: AbortSignal,
  ): AsyncGenerator<{ readonly progress: Progress } | { readonly row: VerifyRow }, void>
  /** Writes a finished experiment under results/ and gives the file's path. */
  record(runId: string): Promise<string>
  /** Takes queued runs until closed: one at a time unless `concurrency` says more. */
  work(options?: { readonly concurrency?: number; readonly signal?: AbortSignal; readonly only?: string }): Promise<void>
  close(): Promise<void>
}

export type { Block, Card, Claim, Figure, Figures, Interval, Progress, Series, Size, TryResult, Verdict }
