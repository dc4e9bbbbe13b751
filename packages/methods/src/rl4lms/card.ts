import type { Card } from '../contract.ts'

export const card = {
  slug: 'rl4lms',
  arxivId: '2210.01241',
  title:
    'Is Reinforcement Learning (Not) for Natural Language Processing: Benchmarks, Baselines, and Building Blocks for Natural Language Policy Optimization',
  published: '2022-10-03',
  authorCount: 8,
  organization: null,
  summary:
    'A library and a benchmark for tuning text generators by reinforcement learning, and an algorithm. Tasks are scored by a ' +
    'reward and, beside it, by naturalness, so that tricks show. The algorithm samples only from the likeliest words of an older ' +
    'copy of itself, which makes the choice of words smaller.',
  code: 'https://github.com/allenai/RL4LMs',
  claims: [
    {
      id: 'rl-over-supervised',
      claim: 'Reinforcement learning after supervised tuning beats supervised tuning alone',
      metric: 'reward at equal perplexity, after minus before',
      unit: 'points',
      paper: null,
      where: 'abstract, claim 1',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'nlpo-over-ppo',
      claim: 'The algorithm is steadier and better than PPO',
      metric: 'reward at equal perplexity, this minus PPO',
      unit: 'points',
      paper: null,
      where: 'abstract, claim 2',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'no-penalty-hacks',
      claim: 'Without the penalty for leaving the original model, reward rises and text breaks',
      metric: 'perplexity without the penalty over with it',
      unit: 'ratio',
      paper: null,
      where: 'results',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'six-tasks',
      claim: 'The benchmark has 6 tasks',
      metric: 'tasks',
      unit: 'tasks',
      paper: 6,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The six tasks with models of the size of T5.' },
    },
    {
      id: 'human-study',
      claim: 'People prefer the tuned texts',
      metric: 'preference of people',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Human raters.' },
    },
    {
      id: 'at-scale',
      claim: 'The algorithm beats PPO on the six tasks',
      metric: 'mean score over the tasks, this minus PPO',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The six tasks with models of that size, several seeds each.' },
    },
  ],
  findings: [
    {
      claims: ['nlpo-over-ppo'],
      text:
        'In the released library the words are limited by the first copy for ever: the later copies are made but never reach the ' +
        'sampler.',
    },
  ],
} as const satisfies Card
