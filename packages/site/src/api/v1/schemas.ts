import { z } from '@hono/zod-openapi'
import type { ClaimStanding, MethodEntry, Run } from '@offprint/lab'
import type { Paper } from '@offprint/papers'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const verdict = z.enum(['holds', 'partly', 'fails', 'not testable here'])
const kind = z.enum(['replay', 'miniature', 'exact'])
const interval = z.object({ low: z.number(), high: z.number(), level: z.number(), n: z.number() })

export const paperSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    abstract: z.string(),
    authors: z.array(z.string()),
    authorCount: z.number(),
    organization: z.string().nullable(),
    categories: z.array(z.string()),
    publishedAt: z.string().nullable(),
    featuredAt: day.nullable(),
    upvotes: z.number(),
    commentCount: z.number(),
    runnable: z.boolean(),
    slug: z.string().nullable(),
  })
  .openapi('Paper')

export const foundPaperSchema = paperSchema
  .extend({
    score: z.number(),
    snippet: z.string().openapi({ description: 'The best passage; what matched stands between U+0002 and U+0003.' }),
  })
  .openapi('FoundPaper')

export const claimSchema = z
  .object({
    slug: z.string(),
    claim: z.string(),
    text: z.string(),
    metric: z.string(),
    unit: z.string().openapi({ description: 'Shares are 0-1.' }),
    paper: z.number().nullable(),
    measured: z.number().nullable(),
    interval: interval.nullable(),
    n: z.number().nullable(),
    kind: kind.nullable(),
    verdict: verdict.nullable(),
    run: z.string().nullable(),
    recordedAt: z.string().nullable(),
    olderCode: z.boolean(),
  })
  .openapi('Claim')

export const methodSchema = z
  .object({
    slug: z.string(),
    arxivId: z.string(),
    title: z.string(),
    summary: z.string(),
    runnable: z.boolean(),
    try: z.object({ title: z.string(), schema: z.record(z.string(), z.unknown()), example: z.record(z.string(), z.unknown()) }).nullable(),
    experiments: z.array(z.object({ name: z.string(), title: z.string(), question: z.string(), kind, sizes: z.array(z.string()) })),
  })
  .openapi('Method')

export const runSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['try', 'experiment']),
    slug: z.string(),
    experiment: z.string().nullable(),
    size: z.string().nullable(),
    seed: z.number().nullable(),
    model: z.string().nullable(),
    state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted']),
    place: z.number().nullable(),
    progress: z.record(z.string(), z.unknown()).nullable(),
    result: z.record(z.string(), z.unknown()).nullable(),
    error: z.string().nullable(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .openapi('Run')

export const errorSchema = z.object({ error: z.string() }).openapi('Error')

/** The fields of a paper that the API promises; the catalogue's own bookkeeping stays inside. */
export function paperRow(paper: Paper): z.infer<typeof paperSchema> {
  const { id, title, abstract, authorCount, organization, publishedAt, featuredAt, upvotes, commentCount, runnable, slug } = paper
  const { authors, categories } = paper
  return {
    ...{ id, title, abstract, authorCount, organization, publishedAt, featuredAt, upvotes, commentCount, runnable, slug },
    authors: [...authors],
    categories: [...categories],
  }
}

/** A claim as the command line gives it too: `claim` is its id, `text` what is claimed. */
export function claimRow({
  slug,
  claim,
  kind,
  measured,
  interval,
  n,
  verdict,
  run,
  recordedAt,
  olderCode,
}: ClaimStanding): z.infer<typeof claimSchema> {
  const { metric, unit, paper } = claim
  return { slug, claim: claim.id, text: claim.claim, metric, unit, paper, measured, interval, n, kind, verdict, run, recordedAt, olderCode }
}

export function methodRow({ slug, card, runnable, experiments, try: form }: MethodEntry): z.infer<typeof methodSchema> {
  return {
    slug,
    arxivId: card.arxivId,
    title: card.title,
    summary: card.summary,
    runnable,
    try: form === undefined ? null : { title: form.title, schema: { ...form.schema }, example: { ...form.example } },
    experiments: experiments.map(({ name, title, question, kind, sizes }) => ({ name, title, question, kind, sizes: [...sizes] })),
  }
}

/** A run without its input: what somebody pasted is shown on its own page only. */
export function runRow({ input: _, ...run }: Run): z.infer<typeof runSchema> {
  return { ...run, progress: run.progress && { ...run.progress }, result: run.result && { ...run.result } }
}
