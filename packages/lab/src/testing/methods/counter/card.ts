import type { Card } from '@offprint/methods'

/** A method for the lab's tests: it counts, and it can fail in every way in which a run fails. */
export const card = {
  slug: 'counter',
  arxivId: '0000.00001',
  title: 'Counting is all you need',
  published: '2024-01-01',
  authorCount: 1,
  organization: null,
  summary: 'Counts to a number. Made for the tests of the lab.',
  claims: [
    {
      id: 'reaches-ten',
      claim: 'Counting to ten reaches ten.',
      metric: 'count',
      unit: 'numbers',
      paper: 10,
      where: 'abstract',
      kind: 'exact',
      rule: {
        experiment: 'count',
        figure: 'reached',
        text: 'holds at ten, fails elsewhere; a run without the figure decides nothing',
        decide: (figure) => (figure('reached') ? (figure('reached')!.value === 10 ? 'holds' : 'fails') : undefined),
      },
    },
    {
      id: 'reaches-infinity',
      claim: 'Counting never ends.',
      metric: 'count',
      unit: 'numbers',
      paper: null,
      where: 'Section 9',
      kind: null,
      rule: { wouldTake: 'for ever' },
    },
  ],
} as const satisfies Card
