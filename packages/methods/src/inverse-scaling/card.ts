import type { Card } from '../contract.ts'

export const card = {
  slug: 'inverse-scaling',
  arxivId: '2306.09479',
  title: "Inverse Scaling: When Bigger Isn't Better",
  published: '2023-06-15',
  authorCount: 27,
  organization: null,
  summary:
    'Reports on a public contest for tasks at which larger language models do worse. The winners fall under four causes: ' +
    'memorised text beats the instruction, bad patterns are imitated, an easier task distracts, or examples mislead. Some of the ' +
    'curves turn again at larger scale.',
  code: 'https://github.com/naimenz/inverse-scaling-eval-pipeline',
  claims: [
    {
      id: 'strong-prior',
      claim: 'Larger models repeat memorised text against the instruction',
      metric: 'rank correlation of accuracy with size, trap task',
      unit: 'correlation',
      paper: null,
      where: 'abstract, cause i',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'imitation',
      claim: 'Larger models imitate bad patterns more',
      metric: 'rank correlation of accuracy with size',
      unit: 'correlation',
      paper: null,
      where: 'abstract, cause ii',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'distractor',
      claim: 'Larger models fall for an easier task hidden in the harder one',
      metric: 'rank correlation of accuracy with size',
      unit: 'correlation',
      paper: null,
      where: 'abstract, cause iii',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'misleading-examples',
      claim: 'Larger models follow misleading examples',
      metric: 'rank correlation of accuracy with size',
      unit: 'correlation',
      paper: null,
      where: 'abstract, cause iv',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'eleven-tasks',
      claim: 'Eleven data sets show inverse scaling',
      metric: 'data sets',
      unit: 'data sets',
      paper: 11,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The prize data sets: only one of the eleven could be had.' },
    },
    {
      id: 'turning-curves',
      claim: 'Some trends turn at larger scale',
      metric: 'tasks whose curve turns',
      unit: 'tasks',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Model families over five orders of magnitude of training compute.' },
    },
  ],
  findings: [
    {
      claims: ['eleven-tasks'],
      text:
        "The organisers' released runs are of candidate tasks, and most scale normally: syllogisms 0.08 to 0.91 and dice 0.32 to " +
        '0.65 from the smallest to the largest GPT-2. Only the loss of the conjunction task rises, 0.809 to 0.914.',
    },
  ],
} as const satisfies Card
