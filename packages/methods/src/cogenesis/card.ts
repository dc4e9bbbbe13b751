import type { Card } from '../contract.ts'

export const card = {
  slug: 'cogenesis',
  arxivId: '2403.03129',
  title: 'CoGenesis: A Framework Collaborating Large and Small Language Models for Secure Context-Aware Instruction Following',
  published: '2024-03-05',
  authorCount: 6,
  organization: null,
  summary:
    'Splits a writing task between a large model in the cloud, which sees only the general request, and a small model at home, ' +
    'which sees the private context. They meet in one of two ways: the large one writes an outline that the small one fills, or ' +
    'a small gate mixes their next-token scores.',
  code: 'https://github.com/TsinghuaC3I/CoGenesis',
  claims: [
    {
      id: 'context-matters',
      claim: "Large models do well with the user's context and badly without it",
      metric: 'quality with context minus without',
      unit: 'points',
      paper: null,
      where: 'abstract, finding 1',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'small-models-lag',
      claim: 'Small models tuned on such data still lag behind large ones',
      metric: 'quality, large with context minus tuned small',
      unit: 'points',
      paper: null,
      where: 'abstract, finding 2',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'mixture-competes',
      claim: 'The two together come close to the large model with context',
      metric: 'loss of the mixture minus the better of both models',
      unit: 'nats per token',
      paper: null,
      where: 'abstract, finding 3',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'judged-parity',
      claim: 'Judged by GPT-4, both variants come close to a large model that sees everything',
      metric: 'GPT-4 rating, mixture minus large model with context',
      unit: 'points',
      paper: null,
      where: 'abstract, finding 3',
      kind: null,
      rule: { wouldTake: 'GPT-4 as judge and as the cloud model.' },
    },
    {
      id: 'pairs-of-models',
      claim: 'It works for several pairs of a 1.8B model and a cloud model',
      metric: 'quality by pair of models',
      unit: 'points',
      paper: null,
      where: 'experiments',
      kind: null,
      rule: { wouldTake: 'The 1.8B models, tuned, and the cloud models.' },
    },
  ],
  findings: [
    {
      claims: ['mixture-competes'],
      text:
        'The released logits mode builds the prompt without context but sends the cloud model the tokens with it: the private ' +
        'text leaks.',
    },
    {
      claims: ['mixture-competes'],
      text:
        'Also when mended, logits mode appends what the local model wrote to the cloud prompt; only the outline mode sends no ' +
        'private word.',
    },
  ],
} as const satisfies Card
