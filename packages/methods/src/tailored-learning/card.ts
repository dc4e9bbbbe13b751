import type { Card } from '../contract.ts'

export const card = {
  slug: 'tailored-learning',
  arxivId: '2310.13332',
  title: 'Democratizing Reasoning Ability: Tailored Learning from Large Language Model',
  published: '2023-10-20',
  authorCount: 11,
  organization: null,
  summary:
    'Distils reasoning in rounds: the student takes an exam, its wrong reasonings go to a large teacher, which answers with ' +
    'lessons made for them, and the student learns from these. A second loss pulls right reasonings of a question together and ' +
    "pushes the student's own wrong one away.",
  code: 'https://github.com/Raibows/Learn-to-Reason',
  claims: [
    {
      id: 'tailored-beats-untailored',
      claim: "Lessons made for the student's mistakes teach more than lessons at large",
      metric: 'accuracy at equal calls and steps, tailored minus not',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'self-reflection',
      claim: 'Learning from its own mistakes adds to that',
      metric: 'accuracy, with the second loss minus without',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'rounds-help',
      claim: 'Each further round helps',
      metric: 'accuracy of a round minus the one before',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'maths',
      claim: 'It works on mathematical reasoning with a 6B student',
      metric: 'accuracy gain over one round',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'GPT-J of 6B parameters and ChatGPT as the teacher.' },
    },
    {
      id: 'commonsense',
      claim: 'It works on commonsense reasoning with a 6B student',
      metric: 'accuracy gain over one round',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'GPT-J of 6B parameters and ChatGPT as the teacher.' },
    },
  ],
} as const satisfies Card
