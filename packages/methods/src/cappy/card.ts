import type { Card } from '../contract.ts'

export const card = {
  slug: 'cappy',
  arxivId: '2311.06720',
  title: 'Cappy: Outperforming and Boosting Large Multi-Task LMs with a Small Scorer',
  published: '2023-11-11',
  authorCount: 6,
  organization: null,
  summary:
    'A 360M encoder learns to predict how close a response comes to the right one, given the instruction. By itself it answers ' +
    'classification tasks by scoring every label; beside a frozen large model it picks the best of several samples. Adapting it ' +
    'to a task touches only the small scorer.',
  code: 'https://github.com/tanyuqian/cappy',
  claims: [
    {
      id: 'released-scores',
      claim: 'Re-ranking with Cappy lifts FLAN-T5-XXL on 45 BIG-Bench tasks',
      metric: 'mean ROUGE-L of FLAN-T5-XXL with Cappy',
      unit: 'share',
      paper: 0.372,
      where: 'README table of the reproduction; abstract names the 45 tasks',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'beats-self-score',
      claim: 'The scorer picks better candidates than the generator by its own likelihood',
      metric: 'ROUGE-L of the pick, scorer minus likelihood',
      unit: 'points',
      paper: 7.3,
      where: 'README table, FLAN-T5-small: 23.7 against 16.4',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'small-size',
      claim: 'The scorer has merely 360 million parameters',
      metric: 'parameters',
      unit: 'parameters',
      paper: 360_000_000,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The released checkpoint.' },
    },
    {
      id: 'beats-larger-models',
      claim: 'Alone, on 11 held-out tasks, Cappy beats models many times its size',
      metric: 'mean accuracy on 11 PromptSource tasks',
      unit: 'share',
      paper: 0.566,
      where: 'README table; abstract names the tasks',
      kind: null,
      rule: { wouldTake: 'The 360M checkpoint and the 11 tasks of PromptSource.' },
    },
    {
      id: 'adds-to-other-adaptations',
      claim: 'The gain adds to fine-tuning and in-context examples',
      metric: 'ROUGE-L with Cappy minus without, on a tuned or prompted generator',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
  ],
  findings: [
    {
      claims: ['beats-larger-models'],
      text:
        'In the released table Cappy (56.6) is 0.1 above OPT-IML-175B (56.5) and below T0-11B (58.2): larger by orders of ' +
        'magnitude holds for the first only.',
    },
  ],
} as const satisfies Card
