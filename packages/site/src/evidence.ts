import type { ClaimStanding, MethodEntry, Verdict } from '@offprint/lab'
import type { Rooms } from './rooms.ts'

/** What lists and pages say about runs: loaded once for each version of the database. */
export type Evidence = {
  readonly methods: readonly MethodEntry[]
  /** A method by its slug, and how its claims stand; empty for a paper without a card. */
  readonly method: (slug: string | null) => MethodEntry | undefined
  readonly standings: (slug: string | null) => readonly ClaimStanding[]
  /** The claim that a list shows for a paper: the first with a measured figure. */
  readonly lead: (slug: string | null) => ClaimStanding | undefined
  /** Seconds that the last tries took on this machine, where there were any. */
  readonly trySeconds: (slug: string) => number | null
  readonly ledger: Readonly<Record<Verdict | 'not run yet' | 'claims', number>>
  /** Claims whose verdict changed last, newest first. */
  readonly moved: readonly ClaimStanding[]
}

/** Asks the lab for everything that pages show of it. */
export async function loadEvidence({ lab }: Pick<Rooms, 'lab'>): Promise<Evidence> {
  const methods = lab.methods()
  const [claims, moved, seconds] = await Promise.all([lab.claims(), lab.moved(4), trySeconds(lab, methods)])
  const bySlug = Map.groupBy(claims, ({ slug }) => slug)
  const methodBySlug = new Map(methods.map((method) => [method.slug, method]))
  const standings = (slug: string | null) => (slug === null ? [] : (bySlug.get(slug) ?? []))
  return {
    methods,
    method: (slug) => (slug === null ? undefined : methodBySlug.get(slug)),
    standings,
    lead: (slug) => standings(slug).find(({ verdict, measured }) => verdict !== null && measured !== null),
    trySeconds: (slug) => seconds.get(slug) ?? null,
    ledger: countVerdicts(claims),
    moved,
  }
}

async function trySeconds(lab: Rooms['lab'], methods: readonly MethodEntry[]): Promise<Map<string, number | null>> {
  const runnable = methods.filter((method) => method.runnable && method.try)
  return new Map(await Promise.all(runnable.map(async ({ slug }) => [slug, (await lab.estimate(slug, { try: true })).seconds] as const)))
}

function countVerdicts(claims: readonly ClaimStanding[]): Evidence['ledger'] {
  const counts = { claims: claims.length, holds: 0, partly: 0, fails: 0, 'not testable here': 0, 'not run yet': 0 }
  for (const { verdict } of claims) counts[verdict ?? 'not run yet']++
  return counts
}
