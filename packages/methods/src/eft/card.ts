import type { Card } from '../contract.ts'

export const card = {
  slug: 'eft',
  arxivId: '2310.12962',
  title: 'An Emulator for Fine-Tuning Large Language Models using Small Language Models',
  published: '2023-10-19',
  authorCount: 5,
  organization: null,
  summary:
    'Adds what a small model learned in fine-tuning, as the difference of its log-probabilities to its own base, to a large base ' +
    'model at decoding time. That imitates a tuned large model without tuning it. Mixing sizes the other way separates what ' +
    'pre-training gives from what fine-tuning gives.',
  code: 'https://github.com/eric-mitchell/emulated-fine-tuning',
  claims: [
    {
      id: 'emulates',
      claim: 'The mixture is closer to the tuned large model than either part',
      metric: 'KL divergence from the tuned large model, mixture minus the better part',
      unit: 'nats per token',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'scale-splits-skills',
      claim: 'Scaling up tuning raises helpfulness, scaling up pre-training raises factuality',
      metric: 'interaction of scale and metric',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'up-scaling-gsm8k',
      claim: 'Adding a 7B chat difference lifts a 13B base on GSM8K',
      metric: 'exact match of the 13B mixture, recorded outputs of a sister project',
      unit: 'share',
      paper: 0.264,
      where: 'recorded outputs of proxy-tuning, 1,319 questions; not in the paper',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'judged-up-scaling',
      claim: 'Up-scaling improves judged helpfulness and factuality in the Llama, Llama-2 and Falcon families',
      metric: 'judged gain over the small tuned model',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The Llama, Llama-2 and Falcon models and the judge GPT-4.' },
    },
    {
      id: 'harmlessness',
      claim: 'Helpfulness and harmlessness can be traded at test time without training',
      metric: 'frontier of judged helpfulness and harmlessness',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Two tuned models of that size and a judge.' },
    },
  ],
  findings: [
    {
      claims: ['up-scaling-gsm8k'],
      text:
        "In the sister project's outputs the gain over the small tuned model is 3.4 points at 13B chat [1.1, 5.6], but for the " +
        'maths-tuned pair 1.7 [-1.1, 4.3]: not significant.',
    },
    {
      claims: ['emulates'],
      text: 'The official repository holds no code; the formula is taken from two independent projects that agree.',
    },
  ],
} as const satisfies Card
