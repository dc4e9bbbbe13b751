import { z } from 'zod'

/** Where a field's value came from, best first: a field is overwritten only by a source at least as good. */
export const sourceRanking = ['person', 'arxiv', 'huggingface', 'page', 'card'] as const
export type Source = (typeof sourceRanking)[number]

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/**
 * What an importer yields: the fields that its source states and nothing else. `title` is all that must be there.
 * Times are ISO in UTC; `featuredAt` is the feed day, `publishedAt` the publication, and the two are never mixed.
 */
export const paperRecordSchema = z.object({
  arxivId: z.string().optional(),
  doi: z.string().optional(),
  aclId: z.string().optional(),
  url: z.string().optional(),
  version: z.int().positive().optional(),
  title: z.string().trim().min(1),
  abstract: z.string().optional(),
  authors: z.array(z.string().min(1)).optional(),
  authorCount: z.int().nonnegative().optional(),
  organization: z.string().optional(),
  categories: z.array(z.string()).optional(),
  publishedAt: z.string().optional(),
  featuredAt: day.optional(),
  pdfUrl: z.string().optional(),
  codeUrl: z.string().optional(),
  projectUrl: z.string().optional(),
  remark: z.string().optional(),
  upvotes: z.int().nonnegative().optional(),
  comments: z.int().nonnegative().optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
})
export type PaperRecord = z.infer<typeof paperRecordSchema>

/** A paper as the catalogue gives it to pages, the API and the command line. */
export type Paper = {
  readonly id: string
  readonly arxivId: string | null
  readonly doi: string | null
  readonly version: number | null
  readonly title: string
  readonly abstract: string
  readonly authors: readonly string[]
  readonly authorCount: number
  readonly organization: string | null
  readonly categories: readonly string[]
  readonly publishedAt: string | null
  readonly featuredAt: string | null
  /** The day that lists use: `featuredAt`, else the published day (`feedDayIsPublished` true). */
  readonly feedDay: string | null
  readonly feedDayIsPublished: boolean
  readonly pdfUrl: string | null
  readonly codeUrl: string | null
  readonly projectUrl: string | null
  readonly remark: string | null
  readonly upvotes: number
  readonly commentCount: number
  readonly extra: Readonly<Record<string, unknown>>
  readonly sources: Readonly<Record<string, Source>>
  /** The slug of its method folder, where the paper has a card. */
  readonly slug: string | null
  /** True where that folder has a method that runs. */
  readonly runnable: boolean
}

/** The part of a method's card that the catalogue needs; cards come in as an argument, papers never imports methods. */
export type CatalogueCard = {
  readonly slug: string
  readonly arxivId: string
  readonly title: string
  readonly published: string
  readonly authorCount: number
  readonly organization: string | null
  readonly code?: string
  readonly runnable: boolean
}
