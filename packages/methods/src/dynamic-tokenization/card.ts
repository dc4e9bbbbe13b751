import type { Card } from '../contract.ts'

export const card = {
  slug: 'dynamic-tokenization',
  arxivId: '2411.18553',
  title: 'Retrofitting (Large) Language Models with Dynamic Tokenization',
  published: '2024-11-27',
  authorCount: 3,
  organization: null,
  summary:
    'Lets a trained model read bigger tokens than it was trained with. For each batch the commonest neighbouring tokens are ' +
    'merged inside words, and a second network predicts embeddings for the new tokens from their parts. The model itself stays ' +
    'as it was, and its input gets shorter.',
  code: 'https://github.com/DariusFeher/dynamic-tokenization',
  claims: [
    {
      id: 'released-curve',
      claim: 'On English XNLI, 133 merges shorten the input',
      metric: 'tokens saved at 133 merges, English',
      unit: 'share',
      paper: 0.147,
      where: 'released curve; abstract says over 20 % on average',
      kind: 'replay',
      rule: { awaits: 'method' },
    },
    {
      id: 'shorter-at-word-level',
      claim: 'With word borders, sequences are over 20 % shorter on average over 14 languages',
      metric: 'tokens saved, mean of 14 languages',
      unit: 'share',
      paper: 0.2,
      where: 'abstract (first version)',
      kind: null,
      rule: { wouldTake: 'XLM-R with the trained embedding network, on XNLI in 14 languages.' },
    },
    {
      id: 'little-loss',
      claim: 'Task accuracy falls by less than 2 %',
      metric: 'accuracy lost, XNLI, 14 languages',
      unit: 'points',
      paper: 2,
      where: 'abstract (first version)',
      kind: null,
      rule: { wouldTake: 'The same run.' },
    },
    {
      id: 'prefill',
      claim: 'Mistral-7B reads input shortened by up to 40 %, counted towards word level, almost without loss',
      metric: 'reduction relative to word level',
      unit: 'share',
      paper: 0.4,
      where: 'abstract (first version)',
      kind: null,
      rule: { wouldTake: 'Mistral-7B and its embedding network.' },
    },
    {
      id: 'million-tokens',
      claim: 'Generation over a vocabulary of a million tokens is fast with a neighbour index',
      metric: 'vocabulary of the decoder',
      unit: 'tokens',
      paper: 1_000_000,
      where: 'abstract (first version)',
      kind: null,
      rule: { wouldTake: 'A 7B model with a million predicted embeddings.' },
    },
    {
      id: 'predicted-embeddings',
      claim: 'Predicted embeddings beat the mean of the parts',
      metric: 'bits per byte at 15 % fewer tokens, predicted minus mean',
      unit: 'bits per byte',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
    {
      id: 'fairer-languages',
      claim: 'Languages become more alike in tokens a word',
      metric: 'variance over languages of tokens a word, after over before',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: { awaits: 'method' },
    },
  ],
  findings: [
    {
      claims: ['released-curve', 'shorter-at-word-level', 'little-loss'],
      text:
        'The released English curve saves 14.7 % of the tokens (42.14 to 35.94) for 1.7 points of accuracy (84.3 to 82.6). Later ' +
        'versions of the abstract give smaller savings.',
    },
  ],
} as const satisfies Card
