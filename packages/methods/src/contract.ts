import type { ChatModel, Embedder } from '@offprint/lm'
import type { z } from 'zod'

/** replay: released outputs scored again · miniature: the method trained or run here · exact: an identity that must hold to rounding. */
export type EvidenceKind = 'replay' | 'miniature' | 'exact'
export type Verdict = 'holds' | 'partly' | 'fails' | 'not testable here'
export type Size = 'smoke' | 'small' | 'full'

/** Bounds in the figure's own unit; `level` is a share (0.95), `n` the number of units it was resampled over. */
export type Interval = { readonly low: number; readonly high: number; readonly level: number; readonly n: number }

/** A measured number. Shares are 0-1 with unit 'share'; `n` is the denominator. */
export type Figure = {
  readonly id: string
  readonly value: number
  readonly unit: string
  readonly n: number
  readonly interval?: Interval
}

export type Axis = { readonly label: string; readonly unit?: string; readonly scale?: 'linear' | 'log' }
export type Line = {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly labels?: readonly string[]
}
export type Series = {
  readonly id: string
  readonly title?: string
  readonly marks?: 'line' | 'dots'
  readonly x: Axis
  readonly y: Axis
  readonly lines: readonly Line[]
}

/** Finds a figure of the run by its id; undefined where the run did not give it (a smaller size may leave some out). */
export type FigureLookup = (id: string) => Figure | undefined

/**
 * How our measurement decides the claim, fixed before the run. `decide` gets the figures of one run of `experiment`
 * and gives a verdict, or undefined where that run lacks what the rule needs (the claim then keeps its earlier verdict).
 */
export type Rule =
  | {
      /** Name of the experiment whose figures decide. */
      readonly experiment: string
      /** Id of the figure shown beside the paper's. */
      readonly figure: string
      /** The rule in a sentence, for people. */
      readonly text: string
      readonly decide: (figure: FigureLookup) => Verdict | undefined
    }
  /** Not testable here: what it would take, in a sentence. */
  | { readonly wouldTake: string }
  /** The paper has only its card so far: a rule comes with its method, before the first run. `kind` names the evidence to expect. */
  | { readonly awaits: 'method' }

export type Claim = {
  /** kebab-case, unique within the card. */
  readonly id: string
  /** What is claimed, in our words. */
  readonly claim: string
  readonly metric: string
  /** 'share', 'points', 'ratio', 'tokens', … ; shares are 0-1. */
  readonly unit: string
  /** The paper's figure in `unit`; null where the claim has none. */
  readonly paper: number | null
  /** Where it stands: 'abstract', 'Table 2', … */
  readonly where: string
  /** The kind of evidence that would decide it; null where nothing here can. */
  readonly kind: EvidenceKind | null
  readonly rule: Rule
}

/** What a paper claims. Data only: no imports but types. */
export type Card = {
  readonly slug: string
  readonly arxivId: string
  readonly title: string
  /** First public version, YYYY-MM-DD. */
  readonly published: string
  readonly authorCount: number
  readonly organization: string | null
  /** Two to four sentences of our own that say what the method does. */
  readonly summary: string
  /** The authors' repository, where there is one. */
  readonly code?: string
  readonly claims: readonly Claim[]
  /** Where the released code or data and the paper disagree, in our words. */
  readonly findings?: readonly { readonly claims: readonly string[]; readonly text: string }[]
}

/** Work done so far; the same values draw the bar in a terminal and on a page. */
export type Progress = {
  readonly done: number
  /** 0 where the end is not known. */
  readonly total: number
  readonly unit: string
  readonly note?: string
  /** A curve while it grows: shown live. */
  readonly series?: Series
}

/** A public data set of a repository: found in the mirror, the cache, or downloaded, and always checked. */
export type RepositoryData = {
  readonly repository: string
  readonly commit: string
  /** Path prefixes inside the repository (a file, or a folder with a slash at its end). */
  readonly paths: readonly string[]
  readonly licence: string
  /** Over the lines `<sha256 of content>  <path>\n` of the files under `paths`, sorted by UTF-8 bytes. */
  readonly sha256: string
}
/** A single file with a public source, looked for in OFFPRINT_DATA by `file`. */
export type FileData = { readonly file: string; readonly source: string; readonly licence: string; readonly sha256: string }
export type DataNeed = RepositoryData | FileData

/** A data set at hand: files by their path in the repository (for a single file: its own path). */
export interface DataSet {
  readonly name: string
  readonly sha256: string
  readonly paths: readonly string[]
  bytes(path: string): Uint8Array
  /** UTF-8 text; a `.gz` path is unpacked first. */
  text(path: string): string
}

/** What a method wants before it starts; the lab resolves it with a progress bar. */
export type Needs = {
  readonly data?: Readonly<Record<string, DataNeed>>
  /** A chat model (text in, text out). */
  readonly chat?: boolean
  /** A sentence embedder. */
  readonly embedder?: boolean
}

/** What part of the module's needs one try, check or experiment uses. */
export type Uses = { readonly data?: readonly string[]; readonly chat?: boolean; readonly embedder?: boolean }

/** Seeded draws, handed in: methods keep no random state of their own. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number
  /** Uniform integer in [0, below). */
  integer(below: number): number
  /** A generator of its own, named, whose draws do not move this one's. */
  fork(name: string): Random
}

export type RunContext = {
  /** By the names in `needs.data`. Throws where a name was not asked for. */
  readonly data: (name: string) => DataSet
  readonly chat: () => ChatModel
  readonly embedder: () => Embedder
  readonly random: Random
  readonly signal: AbortSignal
}

/** A replay or exact figure that `verify` makes again. Shares are 0-1. */
export type Check = {
  readonly name: string
  readonly kind: 'replay' | 'exact'
  readonly unit: string
  readonly expected: number
  /** Absolute, in `unit`. 0 for counts. */
  readonly tolerance: number
  readonly uses?: Uses
  readonly run: (context: RunContext) => Promise<number> | number
}

export type Figures = {
  readonly figures: readonly Figure[]
  readonly seeds: readonly number[]
  readonly series?: readonly Series[]
  /** What a reader should see with it: a table, an error report. */
  readonly blocks?: readonly Block[]
}

export type Experiment = {
  /** kebab-case, unique within the folder. */
  readonly name: string
  readonly title: string
  /** The question it answers and the control that must fail. */
  readonly question: string
  readonly kind: EvidenceKind
  readonly sizes: readonly Size[]
  readonly uses?: Uses
  /** Runs all arms and all seeds: `seed`, `seed + 1`, … as many as the size asks for. */
  readonly run: (size: Size, seed: number, context: RunContext) => AsyncGenerator<Progress, Figures>
}

/** What `experiment.ts` exports, by these names. */
export type ExperimentModule = { readonly needs: Needs; readonly checks: readonly Check[]; readonly experiments: readonly Experiment[] }

type Cell = string | number | null

/** A piece of a result, typed so that the page, the terminal and the API each show it in their own way. */
export type Block =
  | { readonly type: 'text'; readonly title?: string; readonly text: string }
  | {
      readonly type: 'tokens'
      readonly title?: string
      readonly scale: string
      readonly tokens: readonly { readonly text: string; readonly score: number; readonly note?: string }[]
    }
  | {
      readonly type: 'spans'
      readonly title?: string
      readonly text: string
      readonly spans: readonly {
        readonly start: number
        readonly end: number
        readonly label: string
        readonly tone: 'flag' | 'keep' | 'plain'
        readonly score?: number
        readonly note?: string
      }[]
    }
  | { readonly type: 'diff'; readonly title?: string; readonly before: string; readonly after: string }
  | {
      readonly type: 'table'
      readonly title?: string
      readonly columns: readonly { readonly name: string; readonly unit?: string }[]
      readonly rows: readonly (readonly Cell[])[]
    }
  | { readonly type: 'series'; readonly title?: string; readonly series: Series }
  | { readonly type: 'image'; readonly title?: string; readonly alt: string; readonly mime: string; readonly base64: string }
  /** Something to take home: a vocabulary, a model card. */
  | { readonly type: 'file'; readonly title?: string; readonly name: string; readonly mime: string; readonly text: string }

export type TryResult = { readonly blocks: readonly Block[]; readonly note?: string }

/**
 * The try form. `input` is a flat zod object; `z.toJSONSchema(input, { io: 'input' })` gives the web form, the flags and the
 * API's validation. Reserved names: model, size, seed, json, limit, help. `.meta({ title, description })` labels a field;
 * `.meta({ multiline: true })` makes it a text area.
 */
export type Try<S extends z.ZodObject = z.ZodObject> = {
  readonly title: string
  readonly input: S
  /** A complete input; `every.test.ts` runs it. */
  readonly example: z.input<S>
  readonly needs: Needs
  readonly run: (input: z.output<S>, context: RunContext) => AsyncGenerator<Progress, TryResult>
}

/** Ties `input`, `example` and `run` to one schema. `try.ts` exports `tryIt = defineTry({ … })`. */
export function defineTry<S extends z.ZodObject>(definition: Try<S>): Try<S> {
  return definition
}
