import type { Card } from '../contract.ts'

export const card = {
  slug: 'vocabulary-trimming',
  arxivId: '2305.15020',
  title: 'An Efficient Multilingual Language Model Compression through Vocabulary Trimming',
  published: '2023-05-24',
  authorCount: 3,
  organization: null,
  summary:
    'Most parameters of a small multilingual model are its vocabulary. Here the tokens that a target language does not use are ' +
    'deleted, with their rows, and nothing is trained. Done before or after fine-tuning it leaves a model of the size of a ' +
    'monolingual one.',
  code: 'https://github.com/asahi417/lm-vocab-trimmer',
  claims: [
    {
      id: 'half-suffices',
      claim: 'About half of the vocabulary keeps the performance',
      metric: 'vocabulary kept',
      unit: 'share',
      paper: 0.5,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'sizes',
      claim: 'A vocabulary of 60,000 makes XLM-R base less than half as large',
      metric: 'parameters at 60,000 tokens',
      unit: 'parameters',
      paper: 132_200_000,
      where: 'released size table',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'identical-outputs',
      claim: 'Where the trimmed vocabulary covers a text, the tokens stay the same',
      metric: 'texts of covered tokens that are cut alike',
      unit: 'share',
      paper: 1,
      where: 'method',
      kind: 'exact',
      rule: { awaits: 'method' },
    },
    {
      id: 'tasks-and-languages',
      claim: 'It holds on four tasks in seven languages',
      metric: 'tasks',
      unit: 'tasks',
      paper: 4,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Four multilingual models tuned on four tasks in seven languages.' },
    },
    {
      id: 'languages',
      claim: 'The evaluation covers seven languages',
      metric: 'languages',
      unit: 'languages',
      paper: 7,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The same models in seven languages.' },
    },
    {
      id: 'four-models',
      claim: 'It holds for four multilingual models',
      metric: 'models',
      unit: 'models',
      paper: 4,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The four multilingual models, tuned for the tasks.' },
    },
    {
      id: 'less-bias',
      claim: 'Trimming leaves less social bias than monolingual models have',
      metric: 'bias in sentiment, trimmed minus monolingual',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Tuned sentiment models, trimmed and monolingual.' },
    },
  ],
  findings: [
    {
      claims: ['sizes'],
      text:
        'Of 24 rows of the size table 22 obey one rule for their model. The two rows of 120,000 tokens break it: XLM-R ' +
        '178,215,186 for 178,325,186 and mBART 508,427,264 for 477,707,264.',
    },
  ],
} as const satisfies Card
