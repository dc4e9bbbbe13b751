import type { Card } from '../contract.ts'

export const card = {
  slug: 'fairness-definitions',
  arxivId: '2407.18454',
  title: 'Fairness Definitions in Language Models Explained',
  published: '2024-07-25',
  authorCount: 4,
  organization: null,
  summary:
    'Orders the many measures of social bias in language models, with their formulas, and tries out every one. Medium models are ' +
    'measured by similarities, by probabilities of paired sentences and by tasks; large models by what they write about people. ' +
    'The value is one place with all definitions.',
  code: 'https://github.com/LavinWong/Fairness-in-Large-Language-Models',
  claims: [
    {
      id: 'definitions-measure-bias',
      claim: 'Each definition responds to the bias it is meant to measure',
      metric: 'score as planted bias goes from none to full: does it rise?',
      unit: 'share',
      paper: null,
      where: 'abstract, as the purpose',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'demographic-representation',
      claim: 'Llama-2 names men and women unevenly by job',
      metric: 'log ratio of male to female words, mean over titles (DR1)',
      unit: 'score',
      paper: 297,
      where: 'released result, first variant',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'representation-in-answers',
      claim: 'Answers about people are male in half of the cases and never female',
      metric: 'answers counted as male (DR2)',
      unit: 'share',
      paper: 0.507,
      where: 'released result',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'counterfactual-accuracy',
      claim: 'Credit decisions differ when the sex in the prompt is flipped',
      metric: 'rate for women, task 0 (CF2)',
      unit: 'share',
      paper: 0.7233,
      where: 'released result',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'recommendation-gap',
      claim: 'Music recommendations differ by the sex named in the prompt',
      metric: 'largest minus smallest overlap with the neutral list (PD3)',
      unit: 'share',
      paper: 0.0759,
      where: 'released result',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'fresh-answers',
      claim: 'The definitions show bias in answers of GPT-3.5 and Llama-2',
      metric: 'the same measures on new answers',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Asking GPT-3.5 and Llama-2 again.' },
    },
  ],
  findings: [
    {
      claims: ['demographic-representation'],
      text:
        'A job without a male or a female hit gets the constant 1,000, and 68, 77 and 78 of the 78 jobs get it: the published ' +
        '297.0, 336.3 and 340.6 are this constant.',
    },
    {
      claims: ['representation-in-answers'],
      text:
        'No answer is female because "female" contains "male" and such answers are dropped. Of 229 stored answers 106 are ' +
        'exactly Male and 34 exactly Female.',
    },
    {
      claims: ['recommendation-gap'],
      text: 'With carriage returns cleaned out of the lists the gap is 0.029, not 0.0759.',
    },
    {
      claims: ['definitions-measure-bias'],
      text: 'The perplexity measure counts the higher perplexity as the preferred sentence: its 47.2 has to be read as 52.8.',
    },
  ],
} as const satisfies Card
