import type { Card } from '../contract.ts'

export const card = {
  slug: 'pytester',
  arxivId: '2401.07576',
  title: 'TDD Without Tears: Towards Test Case Generation from Requirements through Deep Reinforcement Learning',
  published: '2024-01-15',
  authorCount: 4,
  organization: null,
  summary:
    'Writes test cases from a description and a signature, before there is any code. A model is first tuned on tests, then by ' +
    'reinforcement learning: each generated test file runs against a reference solution and is paid for parsing, running, being ' +
    'right and covering the code.',
  code: 'https://github.com/awsm-research/pytester',
  claims: [
    {
      id: 'humaneval-executable',
      claim: "On HumanEval the trained model's tests run and pass in most cases",
      metric: 'test files that pass, recorded outputs',
      unit: 'share',
      paper: 0.835,
      where: 'released logs',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'rl-over-sft',
      claim: 'Reinforcement learning improves on supervised tuning',
      metric: 'test files that pass on HumanEval, after minus before',
      unit: 'points',
      paper: 14.6,
      where: 'released logs, 83.5 against 68.9',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'beats-gpt35',
      claim: 'The small model beats GPT-3.5',
      metric: 'test files that pass on HumanEval, this minus GPT-3.5',
      unit: 'points',
      paper: null,
      where: 'abstract, on APPS',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'better-tests',
      claim: 'Rewarded training gives tests that find more faults at equal number of assertions',
      metric: 'mutants killed, after minus before',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'apps',
      claim: 'On APPS it beats GPT-3.5, StarCoder and InCoder',
      metric: 'test files that pass',
      unit: 'share',
      paper: 0.844,
      where: 'released logs; abstract names APPS',
      kind: null,
      rule: { wouldTake: 'The APPS problems, which are not in the repository, and CodeT5-large.' },
    },
    {
      id: 'small-over-large',
      claim: 'A small model beats much larger ones',
      metric: 'parameters against the models beaten',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'CodeT5-large and the larger models on APPS.' },
    },
  ],
  findings: [
    {
      claims: ['beats-gpt35'],
      text: "In the authors' own logs GPT-3.5 is ahead on HumanEval (88.4 to 83.5) and on MBPP (35.8 to 15.2).",
    },
    {
      claims: ['rl-over-sft', 'better-tests'],
      text:
        'One safe line is the surest pay: assertions a file fall from 3.60 to 1.01 on HumanEval, and mutants killed do not rise ' +
        '(48.7 against 49.8).',
    },
    {
      claims: ['humaneval-executable'],
      text: 'In the released MBPP file 95 of 257 reference solutions do not parse, so no model can pass more than 63 %.',
    },
  ],
} as const satisfies Card
