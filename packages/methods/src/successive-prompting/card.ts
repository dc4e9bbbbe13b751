import type { Card } from '../contract.ts'

export const card = {
  slug: 'successive-prompting',
  arxivId: '2212.04092',
  title: 'Successive Prompting for Decomposing Complex Questions',
  published: '2022-12-08',
  authorCount: 4,
  organization: null,
  summary:
    'Takes a complex question apart in turns: one call asks for the next simple question, another answers it, each with its own ' +
    'examples, until nothing is left to ask. Since the two are separate, either can be trained, also on made-up data, or be ' +
    'replaced by plain arithmetic.',
  code: 'https://github.com/dDua/succesive_prompting',
  claims: [
    {
      id: 'over-chain-of-thought',
      claim: 'Asking in turns beats one chain of thought on unseen combinations',
      metric: 'exact match, in turns minus in one chain',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'symbolic-steps',
      claim: 'A program can take over the arithmetic',
      metric: 'annotated arithmetic steps whose answer the program gives',
      unit: 'steps of 250',
      paper: 237,
      where: 'released annotations; not in the paper',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'synthetic-data',
      claim: 'Made-up data from tables can start off the decomposition',
      metric: 'exact match with made-up data minus without',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'drop',
      claim: 'On few-shot DROP the best model gains about 5 points of F1',
      metric: 'F1, this minus the best with the same supervision',
      unit: 'points',
      paper: 5,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Large models with the annotated examples on the DROP questions.' },
    },
  ],
  findings: [
    {
      claims: ['synthetic-data', 'drop'],
      text: 'Code for training and for made-up data was never released, and the released baseline file is no valid Python.',
    },
  ],
} as const satisfies Card
