import type { Card } from '../contract.ts'

export const card = {
  slug: 'structchem',
  arxivId: '2311.09656',
  title: 'Structured Chemistry Reasoning with Large Language Models',
  published: '2023-11-16',
  authorCount: 6,
  organization: null,
  summary:
    'A prompt pipeline for chemistry problems: first write down the formulae with their symbols, then derive the answer from ' +
    'them, then review formulae and reasoning apart, keeping the version with the higher confidence. The recorded reasoning also ' +
    'trains smaller models.',
  code: 'https://github.com/ozyyshr/StructChem',
  claims: [
    {
      id: 'average-gain',
      claim: 'GPT-4 improves by 8 points on average over four sets',
      metric: 'accuracy gain, mean of four sets',
      unit: 'points',
      paper: 8,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Access to GPT-4 of 2023.' },
    },
    {
      id: 'peak-gain',
      claim: 'The largest gain is 30 points',
      metric: 'accuracy gain, best case',
      unit: 'points',
      paper: 30,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Access to GPT-4 of 2023.' },
    },
    {
      id: 'released-answers',
      claim: "The released GPT-4 answers are right by the authors' rule",
      metric: 'answers within 0.1 of the right one, physical chemistry',
      unit: 'share',
      paper: 0.421,
      where: 'released outputs, scored again',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'keeps-most-confident',
      claim: 'Review keeps the version with the highest confidence',
      metric: 'kept version of confidences 0.4, 0.9, 0.7',
      unit: 'version',
      paper: 2,
      where: 'method',
      kind: 'exact',
      rule: { awaits: 'method' },
    },
    {
      id: 'traces-teach',
      claim: 'The recorded reasoning teaches small models',
      metric: 'held-out loss, right reasoning minus shuffled',
      unit: 'nats per token',
      paper: null,
      where: 'abstract, last claim',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'vicuna',
      claim: 'Vicuna tuned on it improves strongly',
      metric: 'accuracy gain',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Models of 13B parameters, tuned.' },
    },
  ],
  findings: [
    {
      claims: ['released-answers'],
      text:
        'The rule decides: within 0.1 the four sets have 42.1, 43.6, 24.5 and 35.3 %, within 5 % of the value 55.1, 56.4, 38.8 ' +
        'and 29.4 %. 32 of 229 right answers are below 0.2, where 0.1 hardly tests anything.',
    },
    {
      claims: ['keeps-most-confident'],
      text: 'The released loop sends the original formulae again each time, so at temperature 0 its later rounds change nothing.',
    },
  ],
} as const satisfies Card
