import type { Card } from '../contract.ts'

export const card = {
  slug: 'medical-ner',
  arxivId: '2307.00186',
  title: 'How far is Language Model from 100% Few-shot Named Entity Recognition in Medical Domain',
  published: '2023-06-30',
  authorCount: 2,
  organization: null,
  summary:
    'Compares sixteen systems that find diseases and chemicals in medical sentences from a few examples, and proposes a prompt ' +
    'pipeline. Retrieving brings the labelled sentences that are most like the one to tag, by type of entity; thinking makes the ' +
    'model list candidates as true or false with a reason, from which the tags are rebuilt.',
  code: 'https://github.com/ToneLi/RT-Retrieving-and-Thinking',
  claims: [
    {
      id: 'rt-bc5cdr',
      claim: 'On BC5CDR the pipeline reaches 93.5 with one example a type',
      metric: "the paper's F1, 100 texts of BC5CDR",
      unit: 'share',
      paper: 0.935,
      where: 'results table and released outputs',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'rt-ncbi',
      claim: 'On NCBI it reaches 91.6',
      metric: "the paper's F1, 100 texts of NCBI",
      unit: 'share',
      paper: 0.9156,
      where: 'results table and released outputs',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'beats-baselines',
      claim: 'The pipeline beats strong open baselines on both benchmarks',
      metric: 'span F1 on BC5CDR, the pipeline minus GPT-NER, one example',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'large-beats-small',
      claim: 'Large models beat small ones in few-shot medical NER',
      metric: 'span F1, large minus small',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'sixteen-models',
      claim: 'The ranking covers 16 models from 2018 to 2023',
      metric: 'models',
      unit: 'models',
      paper: 16,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'The sixteen systems on both benchmarks.' },
    },
    {
      id: 'live-gpt4',
      claim: 'It holds with GPT-4 asked anew',
      metric: 'span F1 of new answers',
      unit: 'share',
      paper: null,
      where: 'experiments',
      kind: null,
      rule: { wouldTake: 'Access to GPT-4 of 2023.' },
    },
  ],
  findings: [
    {
      claims: ['rt-bc5cdr', 'rt-ncbi'],
      text:
        'The published F1 counts the words outside entities. A predictor that finds nothing gets 0.854 on BC5CDR and 0.892 on ' +
        'NCBI by it; span F1 of the released outputs is 0.706 and 0.270.',
    },
    {
      claims: ['rt-bc5cdr', 'large-beats-small'],
      text:
        "A plain dictionary of the 500 retrieval texts, without any model, has span F1 0.717 and 0.934 in the paper's own " +
        'figure: as good as GPT-4 with the pipeline.',
    },
  ],
} as const satisfies Card
