import type { Card } from '../contract.ts'

export const card = {
  slug: 'welldunn',
  arxivId: '2406.12058',
  title: 'WellDunn: On the Robustness and Explainability of Language Models and Large Language Models in Identifying Wellness Dimensions',
  published: '2024-06-17',
  authorCount: 6,
  organization: null,
  summary:
    "Evaluates classifiers of wellness in people's posts by more than accuracy: whether they stay right under a loss that lets " +
    'them abstain, and whether their attention lies on the words that experts marked. Encoders are compared with large models by ' +
    'prompting.',
  code: 'https://github.com/vedantpalit/WellDunn',
  claims: [
    {
      id: 'attention-misses-reasons',
      claim: 'Attention and the marked explanations hardly agree',
      metric: 'overlap of attention and marked words',
      unit: 'share',
      paper: null,
      where: 'abstract, result 3',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'loss-drops-performance',
      claim: 'Under a confidence-oriented loss performance drops clearly',
      metric: 'F1, with that loss minus the usual one',
      unit: 'points',
      paper: null,
      where: 'abstract, result 2',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'large-models-zero',
      claim: 'Large models agree with the explanations at 0.0',
      metric: 'overlap of large models',
      unit: 'share',
      paper: 0,
      where: 'abstract, result 3',
      kind: null,
      rule: { wouldTake: 'MedAlpaca and other large models on the posts.' },
    },
    {
      id: 'gpt-lags',
      claim: 'GPT-3.5 and GPT-4 lag behind RoBERTa',
      metric: 'accuracy, GPT minus RoBERTa',
      unit: 'points',
      paper: null,
      where: 'abstract, result 1',
      kind: null,
      rule: { wouldTake: 'GPT-3.5 and GPT-4, and the posts of private people.' },
    },
    {
      id: 'medalpaca',
      claim: 'MedAlpaca, tuned on the set, brings no remarkable gain',
      metric: 'accuracy of the tuned model minus untuned',
      unit: 'points',
      paper: null,
      where: 'abstract, result 1',
      kind: null,
      rule: { wouldTake: 'MedAlpaca, tuned on the posts.' },
    },
    {
      id: 'domain-models',
      claim: 'Models for mental health overlook knowledge of the field',
      metric: 'accuracy and overlap of such models',
      unit: 'share',
      paper: null,
      where: 'abstract, result 4',
      kind: null,
      rule: { wouldTake: 'The mental-health models and the posts.' },
    },
  ],
  findings: [
    {
      claims: ['loss-drops-performance'],
      text:
        'The released notebooks split wrongly: the first rows are dropped, not the sampled ones, so four fifths of the test rows ' +
        'are in the training set.',
    },
    {
      claims: ['loss-drops-performance'],
      text:
        'When they abstain, the notebooks sort by the last label and not by the reserve: the last class vanishes as coverage ' +
        'falls, and that is the drop.',
    },
  ],
} as const satisfies Card
