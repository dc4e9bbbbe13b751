import type { Paper } from '@offprint/papers'

const plain: Omit<Paper, 'id' | 'title'> = {
  arxivId: null,
  doi: null,
  version: null,
  abstract: '',
  authors: [],
  authorCount: 0,
  organization: null,
  categories: [],
  publishedAt: null,
  featuredAt: null,
  feedDay: null,
  feedDayIsPublished: false,
  pdfUrl: null,
  codeUrl: null,
  projectUrl: null,
  remark: null,
  upvotes: 0,
  commentCount: 0,
  extra: {},
  sources: {},
  slug: null,
  runnable: false,
}

/** A paper for tests: what is not given is empty. An arXiv id is taken from the id where it looks like one. */
export function paper(given: Partial<Paper> & Pick<Paper, 'id' | 'title'>): Paper {
  const feedDay = given.feedDay ?? given.featuredAt ?? given.publishedAt?.slice(0, 10) ?? null
  return {
    ...plain,
    arxivId: /^\d{4}\.\d{5}$/.test(given.id) ? given.id : null,
    feedDay,
    feedDayIsPublished: given.featuredAt === undefined && feedDay !== null,
    authorCount: given.authors?.length ?? 0,
    ...given,
  }
}

/** A handful of made-up papers over two days, with what real ones bring: maths, slashes in ids, hostile titles, no abstract. */
export const samplePapers: readonly Paper[] = [
  paper({
    id: '2512.00011',
    title: 'Folding letters: how paper remembers its creases',
    abstract:
      'A sheet that was folded once folds again along the same line with less work. We measure the work over $n$ folds and find that it falls as $O(1/\\sqrt{n})$, for $5 of paper a day.\n\nThe creases of 120 letters are found with a precision of 91.0%.',
    authors: ['Ada Crease', 'Zoë O’Neil', 'Jun Sato', 'Ida Berg'],
    organization: 'Institute of Stationery',
    categories: ['cs.CL', 'cs.AI'],
    publishedAt: '2025-12-20T17:08:18.000Z',
    featuredAt: '2025-12-24',
    codeUrl: 'https://code.example/creases',
    remark: '12 pages, 3 figures',
    upvotes: 553,
    commentCount: 12,
    slug: 'folding',
    runnable: true,
    extra: {
      submittedOnDailyAt: '2025-12-24T03:55:12.777Z',
      submittedBy: {
        _id: '65a103d5230f8846b1b99cfa',
        fullname: 'Ada Crease',
        name: 'ada',
        avatarUrl: '/a.svg',
        isPro: false,
        type: 'user',
      },
      organization: { _id: '647ef9ce45baf21ad707cc59', name: 'stationery', fullname: 'Institute of Stationery' },
      ai_keywords: ['paper', 'memory'],
      thumbnail: 'https://pictures.example/folding.png',
    },
  }),
  paper({
    id: '2512.00012',
    title: 'On the $k$-page problem in <em>bound</em> volumes & other binding questions',
    abstract: 'Volumes of k pages are bound in as many ways as there are threads.',
    authors: ['Bo Lindgren'],
    publishedAt: '2025-12-22T00:00:00.000Z',
    featuredAt: '2025-12-24',
    upvotes: 212,
    commentCount: 1,
    slug: 'binding',
  }),
  paper({
    id: 'doi:10.5555/ink.2025/7',
    doi: '10.5555/ink.2025/7',
    title: 'Ink that waits',
    publishedAt: '2025-12-23T00:00:00.000Z',
    authorCount: 3,
    authors: [],
  }),
  paper({
    id: '2511.00077',
    title: 'A postcard is all you need to say less',
    abstract: 'Short texts are read more often than long ones.',
    authors: ['Jun Sato'],
    publishedAt: '2025-11-30T00:00:00.000Z',
    featuredAt: '2025-12-01',
    upvotes: 7,
  }),
]
