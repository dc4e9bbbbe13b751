import type { Card } from '@offprint/methods'

/** A paper that does not run yet. */
export const card = {
  slug: 'card-only',
  arxivId: '0000.00002',
  title: 'Not yet',
  published: '2024-01-02',
  authorCount: 2,
  organization: 'Nobody',
  summary: 'Has only its card.',
  claims: [],
} as const satisfies Card
