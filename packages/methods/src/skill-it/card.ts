import type { Card } from '../contract.ts'

export const card = {
  slug: 'skill-it',
  arxivId: '2307.14430',
  title: 'Skill-it! A Data-Driven Skills Framework for Understanding and Training Language Models',
  published: '2023-07-26',
  authorCount: 7,
  organization: null,
  summary:
    'Splits training data into skills, measures which skills help which, and chooses the mixture while training: skills that are ' +
    'learned badly, or that prepare for such ones, get more samples. If skills have an order, data are saved by teaching the ' +
    'prerequisites first.',
  code: 'https://github.com/HazyResearch/skill-it',
  claims: [
    {
      id: 'lego',
      claim: 'On the LEGO task it is 36.5 points more accurate than random sampling',
      metric: 'accuracy, this minus random',
      unit: 'points',
      paper: 36.5,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'released-losses',
      claim: 'On LEGO its final loss is the lowest of all mixtures',
      metric: 'mean final loss on LEGO, five seeds',
      unit: 'nats per answer',
      paper: 0.0207,
      where: 'released notebook',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'over-stratified',
      claim: 'It beats sampling all skills alike',
      metric: 'final loss, this minus stratified',
      unit: 'nats per answer',
      paper: -0.0256,
      where: 'released notebook: 0.0207 against 0.0463',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'prerequisites',
      claim: 'Training on prerequisites lets a skill be learned from less data',
      metric: 'samples to a given loss, with prerequisites over without',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'natural-instructions',
      claim: 'On Natural Instructions the target loss falls by 13.6 % against training on the target alone',
      metric: 'relative fall of validation loss',
      unit: 'share',
      paper: 0.136,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Models tuned on the Natural Instructions data, whose splits are not released.' },
    },
    {
      id: 'redpajama',
      claim: 'With 1B tokens a 3B model is better than with 3B tokens drawn uniformly',
      metric: 'tokens needed, uniform over this',
      unit: 'ratio',
      paper: 3,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'A 3B model and the RedPajama data.' },
    },
  ],
  findings: [
    {
      claims: ['lego', 'over-stratified'],
      text:
        'The random mixture of the headline is skewed, 1:1:1:3:5 (loss 0.542). Sampling all skills alike gives 0.0463, and that ' +
        'is the fair neighbour of 0.0207.',
    },
  ],
} as const satisfies Card
