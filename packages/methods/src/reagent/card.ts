import type { Card } from '../contract.ts'

export const card = {
  slug: 'reagent',
  arxivId: '2402.00794',
  title: 'ReAGent: Towards A Model-agnostic Feature Attribution Method for Generative Language Models',
  published: '2024-02-01',
  authorCount: 2,
  organization: null,
  summary:
    "Says which words of a prompt a language model's next word rests on, from forward passes alone. Random parts of the prompt " +
    'are replaced by plausible words; the more the chance of the predicted word falls, the more the replaced words count. It ' +
    'stops when the important words alone keep the prediction.',
  code: 'https://github.com/casszhao/ReAGent',
  claims: [
    {
      id: 'sufficiency',
      claim: 'On analogies its important words alone keep the prediction better than those of other methods',
      metric: 'log ratio of soft sufficiency to random, GPT-2 354M',
      unit: 'nats',
      paper: 2.09,
      where: 'released results',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'comprehensiveness',
      claim: 'Taking them out harms the prediction more',
      metric: 'log ratio of soft comprehensiveness to random, GPT-2 354M',
      unit: 'nats',
      paper: 4.01,
      where: 'released results',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'faithful',
      claim: 'It is more faithful than other methods on a model run here',
      metric: 'comprehensiveness over random, and hits on the cue at equal forward passes',
      unit: 'nats',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'six-models',
      claim: 'It holds over six models',
      metric: 'models on which it is best',
      unit: 'models',
      paper: 6,
      where: 'experiments',
      kind: null,
      rule: { wouldTake: 'The six models of the paper.' },
    },
  ],
  findings: [
    {
      claims: ['sufficiency', 'comprehensiveness'],
      text:
        'The soft measures favour peaked distributions. On 58 capital-city prompts of the released scores the cue word comes ' +
        'first for 34 % with this method and for 67 % with the gradient norm.',
    },
    {
      claims: ['faithful'],
      text:
        'On whole sequences it is not always best: GPT-2 on the explanations set 0.49 and 1.09, integrated gradients 1.79 and ' + '2.95.',
    },
    {
      claims: ['faithful'],
      text: 'The abstract speaks of the distribution over the vocabulary; the code uses the probability of the predicted word only.',
    },
  ],
} as const satisfies Card
