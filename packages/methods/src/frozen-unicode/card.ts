import type { Card } from '../contract.ts'

export const card = {
  slug: 'frozen-unicode',
  arxivId: '2507.04886',
  title: 'Emergent Semantics Beyond Token Embeddings: Transformer LMs with Frozen Visual Unicode Representations',
  published: '2025-07-07',
  authorCount: 1,
  organization: null,
  summary:
    "Trains a language model whose input vectors are never trained: each is a picture of the token's characters in a bitmap " +
    'font, flattened and normalised. The layers above learn as usual. If that works, meaning does not live in the input table.',
  code: 'https://github.com/AVBochkov/Embeddings',
  claims: [
    {
      id: 'mmlu-win',
      claim: 'With frozen glyph vectors the model beats its trainable twin on MMLU',
      metric: 'MMLU accuracy of the frozen 0.2B model',
      unit: 'share',
      paper: 0.2368,
      where: 'released result; abstract says it outperforms',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'converges',
      claim: 'Models with frozen glyph vectors converge and write coherent text',
      metric: 'bits per character, frozen minus trainable',
      unit: 'bits per character',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'shape-matters',
      claim: 'The look of the characters is what helps',
      metric: 'bits per character, glyph vectors minus the same vectors shuffled',
      unit: 'bits per character',
      paper: null,
      where: 'implied by the abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'universal-tokenizer',
      claim: 'The new tokenizer covers all text',
      metric: 'characters of any text that it can encode',
      unit: 'share',
      paper: 1,
      where: 'abstract',
      kind: 'exact',
      rule: { awaits: 'method' },
    },
    {
      id: 'reasoning',
      claim: 'The advantage is one of reasoning',
      metric: 'MMLU accuracy above chance',
      unit: 'points',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'Models large enough to be above chance on MMLU.' },
    },
    {
      id: 'interference',
      claim: 'Trainable tables suffer from interference between structure and meaning',
      metric: 'a measure of that interference',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: { wouldTake: 'A definition of the interference that can be measured; the paper gives none.' },
    },
  ],
  findings: [
    {
      claims: ['mmlu-win', 'reasoning'],
      text:
        'Chance is 25 %. The released accuracies are 23.68 % against 14.00 %, and all others are at or below chance too: the gap ' +
        'shows how often a letter comes out, not knowledge.',
    },
    {
      claims: ['mmlu-win'],
      text: 'On other released tests the twin wins: ARC-easy 24.09 % against 23.51 %, SQuAD 13.28 % against 9.61 %.',
    },
  ],
} as const satisfies Card
