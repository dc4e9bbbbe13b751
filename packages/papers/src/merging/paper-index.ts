import { titleKey } from '../identity/fold.ts'
import type { Fields } from './fields.ts'
import type { KnownPaper } from './row.ts'

/** A paper while a batch is merged: as it was stored, if it was, and as it is now. */
export type Draft = {
  id: string
  arxivId: string | null
  doi: string | null
  fields: Fields
  readonly seq: number | undefined
  readonly before: KnownPaper | undefined
  /** Ids, besides its own, under which it must be found from now on. */
  readonly newAliases: Set<string>
}

/** The papers of one batch by everything that they can be recognised by. */
export class PaperIndex {
  readonly drafts = new Set<Draft>()
  readonly #bySeq = new Map<number, Draft>()
  readonly #byId = new Map<string, Draft>()
  readonly #byDoi = new Map<string, Draft>()
  readonly #byTitle = new Map<string, Draft[]>()

  /** Adds a paper, or notes its new ids and its new title. */
  place(draft: Draft): void {
    this.drafts.add(draft)
    if (draft.seq !== undefined) this.#bySeq.set(draft.seq, draft)
    if (draft.doi) this.#byDoi.set(draft.doi, draft)
    for (const id of [draft.id, ...draft.newAliases]) this.#byId.set(id, draft)
    const key = titleKeyOf(draft)
    const others = this.#byTitle.get(key)
    if (!others) this.#byTitle.set(key, [draft])
    else if (!others.includes(draft)) others.push(draft)
  }

  alias(id: string, draft: Draft): void {
    if (!this.#byId.has(id)) this.#byId.set(id, draft)
  }

  bySeq(seq: number): Draft | undefined {
    return this.#bySeq.get(seq)
  }

  byId(id: string): Draft | undefined {
    return this.#byId.get(id)
  }

  byDoi(doi: string | undefined): Draft | undefined {
    return doi === undefined ? undefined : this.#byDoi.get(doi)
  }

  byTitle(key: string): readonly Draft[] {
    return this.#byTitle.get(key)?.filter((draft) => this.drafts.has(draft) && titleKeyOf(draft) === key) ?? []
  }

  /** Everything that led to `gone` leads to `to`. */
  replace(gone: Draft, to: Draft): void {
    this.drafts.delete(gone)
    for (const index of [this.#byId, this.#byDoi, this.#bySeq] as Map<unknown, Draft>[]) {
      for (const [key, draft] of index) if (draft === gone) index.set(key, to)
    }
    this.place(to)
  }
}

/** The folded title that a draft goes by now. */
export function titleKeyOf(draft: Draft): string {
  return titleKey(String(draft.fields.title?.value ?? ''))
}
