import type { Card } from '../contract.ts'

export const card = {
  slug: 'meerkat',
  arxivId: '2404.00376',
  title: 'Small Language Models Learn Enhanced Reasoning Skills from Medical Textbooks',
  published: '2024-03-30',
  authorCount: 10,
  organization: null,
  summary:
    'A recipe for a medical model of 7B parameters. GPT-4 writes reasoned answers to exam questions, and new exam questions with ' +
    'reasoning from passages of textbooks. With further medical instruction sets this makes one training set for a general ' +
    'model.',
  claims: [
    {
      id: 'reasoning-beats-answers',
      claim: 'Tuning on reasoning teaches more than tuning on answers',
      metric: 'loss on held-out explanations, reasoning minus shuffled reasoning',
      unit: 'nats per token',
      paper: null,
      where: 'method and ablation',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'kept-explanations',
      claim: 'Explanations whose answer is wrong are filtered out',
      metric: 'recorded GPT-4 explanations whose letter is the right one',
      unit: 'share',
      paper: 0.806,
      where: 'released file of another project of the group',
      kind: 'exact',
      rule: { awaits: 'method' },
    },
    {
      id: 'over-gpt35',
      claim: 'Over seven benchmarks it is 13.1 % better than GPT-3.5',
      metric: 'difference of mean accuracy',
      unit: 'points',
      paper: 13.1,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'A 7B model tuned on several hundred thousand items, the seven exams and GPT-3.5.' },
    },
    {
      id: 'over-meditron',
      claim: 'It is 13.4 % better than MediTron-7B',
      metric: 'difference of mean accuracy',
      unit: 'points',
      paper: 13.4,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Both 7B models on the seven exams.' },
    },
    {
      id: 'over-biomistral',
      claim: 'It is 9.8 % better than BioMistral-7B',
      metric: 'difference of mean accuracy',
      unit: 'points',
      paper: 9.8,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Both 7B models on the seven exams.' },
    },
    {
      id: 'usmle',
      claim: 'It is the first 7B model above the pass mark of the USMLE',
      metric: 'accuracy on MedQA; the pass mark is 60 %',
      unit: 'share',
      paper: 0.6,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The tuned 7B model.' },
    },
    {
      id: 'textbooks',
      claim: 'The reasoning comes from 18 textbooks',
      metric: 'textbooks',
      unit: 'textbooks',
      paper: 18,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The textbooks, which are under copyright.' },
    },
    {
      id: 'free-form',
      claim: 'Its free answers have more detail than those of 7B and 13B models and come near GPT-3.5',
      metric: 'rating of free answers',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The tuned model, the others and raters.' },
    },
  ],
  findings: [
    {
      claims: ['kept-explanations'],
      text:
        "No repository of the paper was to be had. The recorded explanations are of the group's Self-BioRAG: of 1,000, 976 name " +
        'a letter and 806 the right one.',
    },
    {
      claims: ['over-gpt35', 'over-meditron', 'over-biomistral'],
      text: 'The journal version compares over six exams and other base models; its figures cannot be put beside these.',
    },
  ],
} as const satisfies Card
