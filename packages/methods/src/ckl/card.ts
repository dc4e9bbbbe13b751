import type { Card } from '../contract.ts'

export const card = {
  slug: 'ckl',
  arxivId: '2110.03215',
  title: 'Towards Continual Knowledge Learning of Language Models',
  published: '2021-10-07',
  authorCount: 8,
  organization: null,
  summary:
    'Asks what happens to the facts in a language model when its training goes on with newer text. A benchmark separates facts ' +
    'that should stay, facts that should change and facts that are new, and one number weighs what is forgotten against what is ' +
    'gained. Methods that add parameters keep and learn best.',
  code: 'https://github.com/joeljang/continual-knowledge-learning',
  claims: [
    {
      id: 'expansion-needed',
      claim: 'Adding parameters keeps old and learns new knowledge better than plain training',
      metric: 'forgetting over gain (FUAR), expansion minus plain training',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'fuar-formula',
      claim: 'One ratio weighs retention, update and acquisition',
      metric: 'FUAR of plain training recomputed from its row',
      unit: 'ratio',
      paper: 1.08,
      where: 'results table, row of plain training',
      kind: 'exact',
      rule: { awaits: 'method' },
    },
    {
      id: 'causes-of-forgetting',
      claim: 'Repeating the new text is a main cause of forgetting',
      metric: 'invariant facts lost by epochs and learning rate',
      unit: 'points',
      paper: null,
      where: 'abstract and results',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 't5-table',
      claim: 'On T5-large, expansion has the lowest forgetting over gain',
      metric: 'FUAR of the modular expansion',
      unit: 'ratio',
      paper: 0.28,
      where: 'results table',
      kind: null,
      rule: { wouldTake: 'T5-large and the probe sets on recent news, which could not be had.' },
    },
    {
      id: 'gpt2-differs',
      claim: 'On GPT-2 rehearsal does best',
      metric: 'FUAR of rehearsal on GPT-2',
      unit: 'ratio',
      paper: null,
      where: 'results',
      kind: null,
      rule: { wouldTake: 'The same probe sets and GPT-2 runs.' },
    },
  ],
  findings: [
    {
      claims: ['fuar-formula'],
      text:
        'The repository has no code for the ratio; the row gives 1.08 by (24.17 - 12.89) / ((10.17 - 1.62) + (3.77 - 1.88)), so ' +
        'the formula can be checked without it.',
    },
  ],
} as const satisfies Card
