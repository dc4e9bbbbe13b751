import type { FailedRecord } from '../catalogue.ts'
import type { PaperRecord, Source } from '../paper.ts'

/** The beginning of an input, by which its format is recognised. */
export type InputHead = {
  /** The file's name or the address's last part, in lower case, without `.gz`. */ readonly name: string /** The first 64 KB as text. */
  readonly text: string
}

export type ReadContext = {
  /** The year in which a page was saved, where somebody says it. */
  readonly year?: number
  /** When the input was last changed (a file), or now (an answer from the network). */
  readonly modifiedAt: Date
}

/** What reading yields: a record with the source that stands behind it, or the reason why one could not be taken. */
export type Reading = { readonly record: PaperRecord; readonly source: Source; readonly at: string } | { readonly failed: FailedRecord }

/** One source format. Files of `importers/` each export one; they are found, not listed, and `every.test.ts` runs their samples. */
export type Importer = {
  /** As people call it: "a saved Daily Papers page". */
  readonly name: string
  /** True where the input is this format; at most one importer says so. */
  detect(head: InputHead): boolean
  /** Streams the input; memory is bounded by one record. Never throws for what a record contains. */
  read(bytes: AsyncIterable<Uint8Array>, context: ReadContext): AsyncGenerator<Reading>
  /** A small input, in our own words, with everything that must come out of it. */
  readonly sample: {
    readonly fileName: string
    readonly text: string
    readonly context: ReadContext
    readonly expected: readonly { readonly record: PaperRecord; readonly source: Source }[]
    readonly failed: readonly FailedRecord[]
  }
}
