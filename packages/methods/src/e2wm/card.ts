import type { Card } from '../contract.ts'

export const card = {
  slug: 'e2wm',
  arxivId: '2305.10626',
  title: 'Language Models Meet World Models: Embodied Experiences Enhance Language Models',
  published: '2023-05-17',
  authorCount: 7,
  organization: null,
  summary:
    'Sends an agent into a simulated household, collects plans that reach goals and logs of random walks, and tunes a language ' +
    "model on them as text. Low-rank adapters with a penalty on changing weights that matter for general text keep the model's " +
    'language ability.',
  code: 'https://github.com/szxiangjn/world-model-for-language-model',
  claims: [
    {
      id: 'embodied-tuning',
      claim: 'Tuning on such experience improves reasoning about objects and plans',
      metric: 'accuracy on held-out simulator tasks, tuned minus base',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'language-kept',
      claim: 'The penalty keeps general language ability that plain tuning loses',
      metric: 'rise of perplexity on general text, with the penalty minus without',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'average-gain',
      claim: 'Base models improve by 64.28 % on average over 18 tasks',
      metric: 'relative gain, mean of 18 tasks',
      unit: 'share',
      paper: 0.6428,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The 1.3B and 6B models, tuned, on all 18 tasks.' },
    },
    {
      id: 'rivals-larger',
      claim: 'The 1.3B and 6B models match or beat much larger ones such as ChatGPT',
      metric: 'tasks on which the tuned model is at least as good as ChatGPT',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The tuned models and ChatGPT of 2023.' },
    },
    {
      id: 'simulator',
      claim: 'Experience gathered by planning in VirtualHome teaches planning',
      metric: 'plan quality by source of experience',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The VirtualHome simulator.' },
    },
  ],
  findings: [
    {
      claims: ['embodied-tuning'],
      text: 'In the released planner the discount is squared at each step, so the future fades faster than its 0.9 suggests.',
    },
  ],
} as const satisfies Card
