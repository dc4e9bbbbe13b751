import type { Card } from '../contract.ts'

export const card = {
  slug: 'kl-bayes',
  arxivId: '2205.11275',
  title: 'RL with KL penalties is better viewed as Bayesian inference',
  published: '2022-05-23',
  authorCount: 3,
  organization: null,
  summary:
    'Shows that tuning a language model by reward alone has a degenerate optimum, and that the usual penalty for leaving the ' +
    'original model turns the objective into variational inference: the model approaches a posterior with the original as prior ' +
    'and the reward as evidence. Other ways to reach that posterior are then as good.',
  claims: [
    {
      id: 'equivalence',
      claim: 'Reward with a KL penalty is variational inference of a posterior',
      metric: 'largest deviation of the objective from beta log Z minus beta KL to the posterior',
      unit: 'nats',
      paper: 0,
      where: 'abstract',
      kind: 'exact',
      rule: { awaits: 'method' },
    },
    {
      id: 'collapse',
      claim: 'Reward alone collapses the distribution',
      metric: 'entropy after tuning without the penalty over entropy before',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'penalty-prevents-collapse',
      claim: 'The penalty keeps the distribution from collapsing',
      metric: 'entropy after tuning, with the penalty minus without',
      unit: 'nats',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'beyond-rl',
      claim: 'Other objectives reach the same target without being reinforcement learning',
      metric: 'divergence from the posterior by forward KL tuning',
      unit: 'nats',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
  ],
} as const satisfies Card
