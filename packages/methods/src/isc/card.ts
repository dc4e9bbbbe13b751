import type { Card } from '../contract.ts'

export const card = {
  slug: 'isc',
  arxivId: '2401.07301',
  title: 'Small Language Model Can Self-correct',
  published: '2024-01-14',
  authorCount: 5,
  organization: null,
  summary:
    "Teaches a small model to answer, check its answer and correct it in one go, unasked. The training texts are the model's own " +
    'answers with a verdict, and a corrected answer where it was wrong. The wrong answer is masked in the loss, so that it is ' +
    'never learned.',
  claims: [
    {
      id: 'correction-helps',
      claim: 'Outputs with self-correction beat those without',
      metric: 'accuracy of the final answer minus that of a model tuned on right answers only',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'masking-helps',
      claim: 'Masking the wrong answer protects the first one',
      metric: 'accuracy of the first answer, masked minus unmasked',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'six-billion',
      claim: 'Models of 6 billion parameters can learn it',
      metric: 'parameters',
      unit: 'parameters',
      paper: 6_000_000_000,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Models of 6B to 13B parameters, tuned.' },
    },
    {
      id: 'two-tasks',
      claim: 'It helps in commonsense and in factual reasoning',
      metric: 'accuracy gain on two families of tasks',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The same models on the two families of tasks.' },
    },
  ],
} as const satisfies Card
