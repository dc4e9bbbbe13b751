import type { Card } from '../contract.ts'

export const card = {
  slug: 'darling',
  arxivId: '2509.02534',
  title: 'Jointly Reinforcing Diversity and Quality in Language Model Generations',
  published: '2025-09-02',
  authorCount: 8,
  organization: null,
  summary:
    "Reinforcement learning usually makes a model's answers alike. Here a classifier sorts the answers to one prompt into groups " +
    "of equal meaning, and an answer's reward is its quality times the share of answers that mean something else. Diversity acts " +
    'as exploration, so quality is said to rise too.',
  code: 'https://github.com/facebookresearch/darling',
  claims: [
    {
      id: 'diverse-and-good',
      claim: 'Rewarding quality times diversity gives more distinct answers at no loss of quality',
      metric: 'distinct correct answers of 8, against quality alone',
      unit: 'answers',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'learned-partition',
      claim: 'Equal meaning can be learned beyond equal words',
      metric: 'accuracy on pairs labelled by people, held out',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'open-ended',
      claim: 'On five open-ended benchmarks both quality and novelty rise',
      metric: 'quality and novelty against quality-only training, five benchmarks',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Models of billions of parameters trained on many GPUs, and the five benchmarks with their judges.' },
    },
    {
      id: 'competition-maths',
      claim: 'On competition maths pass@1 and pass@k rise',
      metric: 'pass@1 and pass@k against quality-only training',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The same training on competition problems.' },
    },
    {
      id: 'families-and-sizes',
      claim: 'It holds for several model families and sizes',
      metric: 'gain by family and size',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The same training on several families.' },
    },
  ],
  findings: [
    {
      claims: ['diverse-and-good'],
      text:
        'A negative quality times diversity punishes different answers. The chat reward is mostly below zero, and the released ' +
        'script for it does not shift it first.',
    },
  ],
} as const satisfies Card
