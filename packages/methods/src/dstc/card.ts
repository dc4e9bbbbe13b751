import type { Card } from '../contract.ts'

export const card = {
  slug: 'dstc',
  arxivId: '2411.13611',
  title: 'DSTC: Direct Preference Learning with Only Self-Generated Tests and Code to Improve Code LMs',
  published: '2024-11-19',
  authorCount: 6,
  organization: null,
  summary:
    'Makes preference pairs for code without people or a stronger model. The code model writes solutions and tests; everything ' +
    'is run against everything, and the rule takes a solution and a test that agree most as preferred, and one that does worst ' +
    'as rejected. Code and test are joined to one text and trained with DPO or KTO.',
  claims: [
    {
      id: 'minimax-beats-random',
      claim: 'Choosing pairs by agreement gives more reliable pairs than choosing at random',
      metric: 'pairs whose preferred code is the better one, chosen minus random',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'concatenation-helps',
      claim: 'Joining code and test makes better pairs than code alone',
      metric: 'ranking accuracy after training, joined minus code only',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'both-objectives',
      claim: 'It works with DPO and with KTO',
      metric: 'ranking accuracy after training minus before',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'pass-at-1',
      claim: 'pass@1 rises on HumanEval, MBPP and BigCodeBench',
      metric: 'pass@1 after training minus before',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Code models of 15B and 33B parameters, tuned, and the three benchmarks.' },
    },
    {
      id: 'sizes',
      claim: 'It works for models of various sizes',
      metric: 'pass@1 gain by size',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The same, for each size.' },
    },
  ],
} as const satisfies Card
