import type { Card } from '../contract.ts'

export const card = {
  slug: 'capacity-gap',
  arxivId: '2311.07052',
  title: 'Towards the Law of Capacity Gap in Distilling Language Models',
  published: '2023-11-12',
  authorCount: 4,
  organization: null,
  summary:
    'Distils students of fixed size from teachers of growing size and finds that the best teacher is neither the smallest nor ' +
    'the largest. The best size seems to be a constant multiple of the student across scales and architectures. With that rule, ' +
    'instead of a search, a 3B student is cut from a 7B teacher and trained on its probabilities.',
  code: 'https://github.com/GeneZC/MiniMA',
  claims: [
    {
      id: 'curse-of-capacity-gap',
      claim: 'For a fixed student, quality first rises and then falls as the teacher grows',
      metric: 'student loss by teacher size: does the best teacher lie inside the range?',
      unit: 'nats per token',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'constant-optimal-gap',
      claim: 'The best teacher is about the same multiple of the student for all student sizes and architectures',
      metric: 'size of the best teacher over size of the student',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'law-at-scale',
      claim: 'The law carries over to a 3B student and a 7B teacher',
      metric: 'size of the best teacher over size of the student, billions of parameters',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Distilling 3B students from several teachers on the same data.' },
    },
    {
      id: 'minima-frontier',
      claim: 'MiniMA gives the best quality for its compute among 3B models',
      metric: 'mean accuracy on common benchmarks at equal training compute',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The 3B models and their training compute.' },
    },
    {
      id: 'minichat-competes',
      claim: 'MiniChat beats 3B chat models and rivals several 7B ones in judged answers',
      metric: 'wins in GPT-4 comparisons',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The 3B and 7B chat models and the judge GPT-4.' },
    },
  ],
  findings: [
    {
      claims: ['constant-optimal-gap'],
      text:
        'The abstract names no constant. A factor of 2.5 is often quoted and 1.6 stands elsewhere, so a measured ratio is shown ' +
        'by itself.',
    },
  ],
} as const satisfies Card
