import { type Identity, identify, idRank, titleId } from '../identity/paper-id.ts'
import type { PaperRecord, Source } from '../paper.ts'
import { fieldsOf, mergeFields, sameFields } from './fields.ts'
import { type Draft, PaperIndex, titleKeyOf } from './paper-index.ts'
import type { KnownPaper } from './row.ts'

/** What a batch comes to. `mergedAway` are stored rows whose paper turned out to be `into`. */
export type BenchResult = {
  readonly added: readonly Readonly<Draft>[]
  readonly changed: readonly Readonly<Draft>[]
  readonly mergedAway: readonly { readonly seq: number; readonly into: Readonly<Draft> }[]
  /** Papers, changed or not, that are known under further ids now. */
  readonly aliased: readonly Readonly<Draft>[]
  /** Records that said nothing new. */
  readonly unchangedCount: number
}

/**
 * Where one batch of records meets the papers that are stored (DESIGN.md, Catalogue, Identity): the same arXiv id or DOI is the
 * same paper, else the same folded title, unless both have an id of one kind and these differ. Everything happens in memory.
 */
export class Bench {
  readonly #index = new PaperIndex()
  readonly #mergedAway: { seq: number; into: Draft }[] = []
  /** Papers that came with this batch, in the order in which they will be stored. */
  readonly #fresh = new Map<Draft, number>()
  #recordCount = 0

  /** Puts a stored paper on the bench. */
  know(seq: number, paper: KnownPaper): void {
    if (!this.#index.bySeq(seq)) this.#index.place({ ...paper, seq, before: paper, newAliases: new Set() })
  }

  /** Another id that a stored paper is known under. */
  knowAlias(alias: string, seq: number): void {
    const draft = this.#index.bySeq(seq)
    if (draft) this.#index.alias(alias, draft)
  }

  /** Merges one record into its paper, or makes it a new one. */
  take(record: PaperRecord, source: Source): void {
    this.#recordCount++
    const identity = identify(record)
    const fields = fieldsOf(record, source)
    const [target, ...others] = this.#matches(record, identity)
    for (const other of others) this.#unite(target, other)
    const draft = target ?? this.#create(identity)
    if (target) this.#adoptIds(draft, identity)
    const titleBefore = target && titleKeyOf(draft)
    draft.fields = mergeFields(draft.fields, fields)
    this.#keepTitles(draft, [titleBefore, identity.titleKey])
    this.#index.place(draft)
  }

  result(): BenchResult {
    const all = [...this.#index.drafts]
    const added = all.filter(({ before }) => before === undefined)
    const changed = all.filter((draft) => draft.before !== undefined && isChanged(draft, draft.before))
    const aliased = all.filter(({ newAliases }) => newAliases.size > 0)
    const unchangedCount = Math.max(0, this.#recordCount - added.length - changed.length)
    return { added, changed, aliased, mergedAway: this.#mergedAway, unchangedCount }
  }

  /** The papers that a record is about, the one to merge into first. */
  #matches(record: PaperRecord, identity: Identity): Draft[] {
    const asked = { arxivId: identity.arxivId ?? null, doi: identity.doi ?? null }
    const found = new Set<Draft>()
    for (const draft of [...identity.ids.filter(isFirm).map((id) => this.#index.byId(id)), this.#index.byDoi(identity.doi)]) {
      if (draft && !(draft.arxivId && asked.arxivId && draft.arxivId !== asked.arxivId)) found.add(draft)
    }
    for (const draft of this.#sameTitle(record, identity)) {
      const isFree = found.size === 0 || !draft.arxivId
      if (isFree && [asked, ...found].every((other) => mayBeSame(draft, other))) found.add(draft)
    }
    // A stored row stays where it is: what came with this batch goes into it.
    return [...found].sort((a, b) => Number(b.seq !== undefined) - Number(a.seq !== undefined))
  }

  /** Papers of the record's title, those of its day first; else the one that had this title before. */
  #sameTitle({ publishedAt }: PaperRecord, { titleKey }: Identity): readonly Draft[] {
    const titled = this.#index.byTitle(titleKey)
    const before = titled.length === 0 ? this.#index.byId(titleId(titleKey)) : undefined
    if (titled.length < 2) return before ? [before] : titled
    const day = publishedAt?.slice(0, 10)
    const isSameDay = (draft: Draft): number => Number(day !== undefined && String(draft.fields.publishedAt?.value).startsWith(day))
    return titled.toSorted((a, b) => isSameDay(b) - isSameDay(a) || this.#age(a) - this.#age(b))
  }

  /** Makes one paper of two: the better id stays, the other one leads to it. */
  #unite(target: Draft, other: Draft): void {
    const titles = [titleKeyOf(target), titleKeyOf(other)]
    target.fields = mergeFields(target.fields, other.fields)
    target.arxivId ??= other.arxivId
    target.doi ??= other.doi
    const [id, alias] = [target.id, other.id].sort((a, b) => idRank(a) - idRank(b))
    target.id = id
    for (const each of [alias, ...other.newAliases]) target.newAliases.add(each)
    if (other.seq !== undefined) this.#mergedAway.push({ seq: other.seq, into: target })
    for (const away of this.#mergedAway) if (away.into === other) away.into = target
    this.#index.replace(other, target)
    this.#keepTitles(target, titles)
  }

  #create(identity: Identity): Draft {
    const doi = identity.doi && !this.#isTaken(identity.doi) ? identity.doi : null
    const free = identity.ids.filter((id) => !this.#index.byId(id))
    const [id, ...further] = free.length > 0 ? free : identity.ids
    const newAliases = new Set(further.filter((each) => !/^(?:doi|title):/.test(each)))
    const draft = { id, arxivId: identity.arxivId ?? null, doi, fields: {}, seq: undefined, before: undefined, newAliases }
    this.#fresh.set(draft, this.#fresh.size)
    return draft
  }

  /** Stored papers by their row, then fresh ones as they came: the same order whether they are stored yet or not. */
  #age(draft: Draft): number {
    return draft.seq ?? Number.MAX_SAFE_INTEGER / 2 + (this.#fresh.get(draft) ?? 0)
  }

  /** A DOI may lead to a paper without being in its column: another stands there since two papers became one. */
  #isTaken(doi: string): boolean {
    return this.#index.byDoi(doi) !== undefined || this.#index.byId(`doi:${doi}`) !== undefined
  }

  /** Ids that a record brings to a known paper: the best one becomes its id, the others lead to it. */
  #adoptIds(draft: Draft, identity: Identity): void {
    draft.arxivId ??= identity.arxivId ?? null
    if (identity.doi && !this.#isTaken(identity.doi)) draft.doi ??= identity.doi
    const free = identity.ids.filter((id) => !this.#index.byId(id) && !id.startsWith('title:'))
    const best = free.find((id) => idRank(id) < idRank(draft.id))
    if (best) {
      draft.newAliases.add(draft.id)
      draft.id = best
    }
    // A DOI that is not the paper's id has its own column.
    for (const id of free) if (id !== draft.id && !id.startsWith('doi:')) draft.newAliases.add(id)
  }

  /** A title that is not the paper's own any more must still find it: the source that wrote it so will come again. */
  #keepTitles(draft: Draft, keys: readonly (string | undefined)[]): void {
    const now = titleKeyOf(draft)
    for (const key of keys) {
      if (key !== undefined && key !== now && !this.#index.byId(titleId(key))) draft.newAliases.add(titleId(key))
    }
  }
}

/** An address or a title alone does not tell which paper it is. */
function isFirm(id: string): boolean {
  return !id.startsWith('url:') && !id.startsWith('title:')
}

/** Different ids of one kind tell two papers apart, whatever their titles say. */
function mayBeSame(a: Pick<KnownPaper, 'arxivId' | 'doi'>, b: Pick<KnownPaper, 'arxivId' | 'doi'>): boolean {
  if (a.arxivId && b.arxivId) return a.arxivId === b.arxivId
  return !a.doi || !b.doi || a.doi === b.doi
}

function isChanged(draft: Draft, before: KnownPaper): boolean {
  return draft.id !== before.id || draft.arxivId !== before.arxivId || draft.doi !== before.doi || !sameFields(draft.fields, before.fields)
}
