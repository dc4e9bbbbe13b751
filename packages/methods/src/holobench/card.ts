import type { Card } from '../contract.ts'

export const card = {
  slug: 'holobench',
  arxivId: '2410.11996',
  title: 'Holistic Reasoning with Long-Context LMs: A Benchmark for Database Operations on Massive Textual Data',
  published: '2024-10-15',
  authorCount: 3,
  organization: null,
  summary:
    'Writes the rows of a database as sentences, mixes them with others, and asks questions whose answer is a SQL query over ' +
    'exactly those rows. So the amount of relevant text, the length, the order and the difficulty of the question can be set one ' +
    'by one, and the right answer is always known.',
  code: 'https://github.com/megagonlabs/holobench',
  claims: [
    {
      id: 'amount-over-length',
      claim: 'More relevant rows hurt more than a longer context does',
      metric: 'loss from added relevant rows minus loss from added other rows',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'complexity-over-amount',
      claim: 'The complexity of the question matters more than the amount',
      metric: 'spread by query type minus spread by amount',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'extremes-are-easy',
      claim: 'Maximum and minimum hardly suffer from length',
      metric: 'slope of accuracy over length, extremes against counts and sums',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'aggregation-suffers',
      claim: 'Aggregation falls clearly with length',
      metric: 'accuracy lost from short to long contexts',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'grouping-helps',
      claim: 'Relevant rows that stand together are used better',
      metric: 'accuracy, grouped minus spread',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'frontier-models',
      claim: 'These hold for long-context models up to 64k tokens',
      metric: 'the same effects on frontier models',
      unit: 'points',
      paper: null,
      where: 'experiments',
      kind: null,
      rule: { wouldTake: 'The commercial long-context models and a judge.' },
    },
    {
      id: 'best-position',
      claim: 'The best place for relevant rows differs by model',
      metric: 'best position by model',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The same models.' },
    },
  ],
  findings: [
    {
      claims: ['amount-over-length'],
      text:
        'With the default amount the released loader fills a whole context of other rows on top of the relevant ones, so ' +
        'contexts are longer than asked and density is not what it says.',
    },
    {
      claims: ['aggregation-suffers'],
      text: 'When a table runs out the loader starts it again: rows double in context and answer, and counts and sums change.',
    },
  ],
} as const satisfies Card
