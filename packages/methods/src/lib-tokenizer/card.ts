import type { Card, Figure, FigureLookup, Verdict } from '../contract.ts'

/** True where LiB's costs are below the peer's by the whole interval, in both languages; undefined where the run lacks one. */
function isBelow(figure: FigureLookup, cost: 'tokens' | 'types', peer: string): boolean | undefined {
  const ratios = ['english', 'chinese'].map((language) => figure(`${language}-${cost}-ratio-${peer}`))
  if (ratios.some((ratio) => !ratio?.interval)) return undefined
  return ratios.every((ratio) => (ratio?.interval?.high ?? 1) < 1)
}

/** Below words and bordered byte pair encoding is the bar; unbounded byte pair encoding decides between holds and partly. */
function decideCost(figure: FigureLookup, cost: 'tokens' | 'types'): Verdict | undefined {
  const [words, bordered, unbounded] = ['words', 'bpe-words', 'bpe-across'].map((peer) => isBelow(figure, cost, peer))
  if (words === undefined || bordered === undefined || unbounded === undefined) return undefined
  if (!words || !bordered || isBelow(figure, 'tokens', 'random-units') !== true) return 'fails'
  return unbounded ? 'holds' : 'partly'
}

/** The rules speak about the released length of training; the smoke size stops before it. */
function isWhole(figure: FigureLookup, id: string, epochs: number): boolean {
  return (figure(id)?.value ?? 0) >= epochs
}

function isWithin(figure: Figure | undefined, low: number, high: number): boolean {
  return figure !== undefined && figure.value >= low && figure.value <= high
}

export const card = {
  slug: 'lib-tokenizer',
  arxivId: '2403.00417',
  title: 'Rethinking Tokenization: Crafting Better Tokenizers for Large Language Models',
  published: '2024-03-01',
  authorCount: 1,
  organization: null,
  summary:
    'Argues that a tokenizer should spare effort as people do: few tokens to read and few types to remember. The Less-is-Better model reads ' +
    'sentences without being told where words end, keeps one ranked list of units, proposes new ones by joining neighbours, and moves a unit ' +
    'up or down by whether the text needs fewer chunks with it. What stays is a mix of word parts, words and phrases.',
  code: 'https://github.com/ray306/LiB',
  claims: [
    {
      id: 'fewer-tokens',
      claim: 'LiB needs fewer tokens than word and byte pair tokenizers',
      metric: 'tokens on held-out text, LiB over byte pair encoding within words, equal vocabulary',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: {
        experiment: 'vocabulary',
        figure: 'english-tokens-ratio-bpe-words',
        text:
          'Intervals over held-out documents, English and Chinese: below 1 against words and byte pair encoding within words = partly; against ' +
          'byte pair encoding across words too = holds. The random units must not do as well.',
        decide: (figure) => (isWhole(figure, 'english-epochs', 2000) ? decideCost(figure, 'tokens') : undefined),
      },
    },
    {
      id: 'fewer-types',
      claim: 'LiB needs fewer types than word and byte pair tokenizers',
      metric: 'different tokens in a held-out document, LiB over byte pair encoding within words, equal vocabulary',
      unit: 'ratio',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: {
        experiment: 'vocabulary',
        figure: 'english-types-ratio-bpe-words',
        text:
          'Intervals over held-out documents, English and Chinese: below 1 against words and byte pair encoding within words = partly; against ' +
          'byte pair encoding across words too = holds.',
        decide: (figure) => (isWhole(figure, 'english-epochs', 2000) ? decideCost(figure, 'types') : undefined),
      },
    },
    {
      id: 'mixed-vocabulary',
      claim: 'The vocabulary that LiB learns mixes parts of words, words and expressions of several words',
      metric: 'share of units that are several words in a row',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: 'miniature',
      rule: {
        experiment: 'vocabulary',
        figure: 'english-share-several-words',
        text: 'In the English lexicon each of the three kinds is at least 5 % of the units = holds; two of them = partly.',
        decide: (figure) => {
          const shares = ['parts', 'words', 'several-words'].map((kind) => figure(`english-share-${kind}`)?.value)
          if (shares.includes(undefined) || !isWhole(figure, 'english-epochs', 2000)) return undefined
          const present = shares.filter((share) => (share ?? 0) >= 0.05).length
          return present === 3 ? 'holds' : present === 2 ? 'partly' : 'fails'
        },
      },
    },
    {
      id: 'word-boundaries',
      claim: 'Reading child-directed English without spaces, LiB finds the word boundaries',
      metric: 'boundary F1 after 5,000 epochs',
      unit: 'share',
      paper: 0.844,
      where: 'the notebook released with the 2020 paper by Yang, Frank and van den Bosch; not in this paper',
      kind: 'miniature',
      rule: {
        experiment: 'segmentation',
        figure: 'boundary-f1',
        text:
          'Over three seeds: boundary F1 from 0.82 to 0.86, word F1 from 0.58 to 0.66 and 1,700 to 1,950 units = holds; boundary F1 alone = ' +
          'partly. Units cut at random must stay below the interval.',
        decide: (figure) => {
          const boundary = figure('boundary-f1')
          const control = figure('random-units-boundary-f1')
          if (!boundary?.interval || !control || !isWhole(figure, 'epochs', 5000)) return undefined
          if (!isWithin(boundary, 0.82, 0.86) || control.value >= boundary.interval.low) return 'fails'
          return isWithin(figure('chunk-f1'), 0.58, 0.66) && isWithin(figure('lexicon-size'), 1700, 1950) ? 'holds' : 'partly'
        },
      },
    },
    {
      id: 'better-language-models',
      claim: 'Language models gain from a tokenizer of this kind',
      metric: 'quality of a large language model trained on LiB tokens against byte pair tokens',
      unit: 'share',
      paper: null,
      where: 'title and abstract, as a proposal',
      kind: null,
      rule: {
        wouldTake: 'Training large language models twice on the same text, once with each tokenizer. The paper reports no such run.',
      },
    },
  ],
  findings: [
    {
      claims: ['word-boundaries'],
      text:
        'The released evaluation counts the end of every utterance as a boundary found, and its test utterances are also read in training. Our ' +
        'figures without the ends and with utterances held out stand beside it.',
    },
    {
      claims: ['word-boundaries'],
      text: 'Segmentation in the released code is plain longest match: the function with a look-ahead is overwritten by a second one of the same name.',
    },
    {
      claims: ['fewer-tokens', 'fewer-types'],
      text: 'The comparison with byte pair encoding leaves out the kind that may cross spaces, which is the one that merges phrases too.',
    },
  ],
} as const satisfies Card
