import type { Card, FigureLookup, Verdict } from '../contract.ts'

/** Holds where the whole interval of every figure is above the bound, fails where one is below, partly between. */
function above(figure: FigureLookup, ids: readonly string[], bound: number | undefined): Verdict | undefined {
  const intervals = ids.map((id) => figure(id)?.interval)
  if (bound === undefined || intervals.includes(undefined)) return undefined
  if (intervals.every((interval) => interval!.low > bound)) return 'holds'
  return intervals.some((interval) => interval!.high < bound) ? 'fails' : 'partly'
}

export const card = {
  slug: 'moral-direction',
  arxivId: '2103.11790',
  title: 'Large Pre-trained Language Models Contain Human-like Biases of What is Right and Wrong to Do',
  published: '2021-03-08',
  authorCount: 5,
  organization: 'TU Darmstadt',
  summary:
    'Embeds 64 verbs in ten questions such as "Should I …?" and takes the first principal component of the sentence encoder’s space. Where a phrase ' +
    'falls on that axis agrees with what people answer, though no answer was used to find it. The axis can also steer a language model: ' +
    'continuations that score below a threshold are dropped while it writes. The scores describe norms in the training texts, not what is right.',
  code: 'https://github.com/ml-research/MoRT_NMI',
  claims: [
    {
      id: 'agrees-with-people',
      claim: 'A direction in BERT’s embedding space reflects well what people hold right or wrong to do',
      metric: 'Pearson r with the regional study’s ratings, recorded scores',
      unit: 'r',
      paper: null,
      where: 'abstract (in words)',
      kind: 'replay',
      rule: {
        experiment: 'recorded-scores',
        figure: 'BERT_subspace_qt-regional-r',
        text: 'Holds where the 95 % interval of r over the 113 actions lies above 0.5 for both groups of people.',
        decide: (figure) => above(figure, ['BERT_subspace_qt-regional-r', 'BERT_subspace_qt-globalAMT-r'], 0.5),
      },
    },
    {
      id: 'better-than-answers',
      claim: 'The direction agrees better with people than the authors’ earlier cosine with yes and no',
      metric: 'r of the direction less r of the cosines, same actions',
      unit: 'r',
      paper: null,
      where: 'released score files',
      kind: 'replay',
      rule: {
        experiment: 'recorded-scores',
        figure: 'gain-over-cosine-regional',
        text: 'Holds where the whole 95 % interval of the paired difference lies above 0 for both groups.',
        decide: (figure) => above(figure, ['gain-over-cosine-regional', 'gain-over-cosine-globalAMT'], 0),
      },
    },
    {
      id: 'sees-context',
      claim: 'The same verb is rated by what follows it: killing time is fine, killing people is not',
      metric: 'recorded score of "kill time"',
      unit: 'score',
      paper: null,
      where: 'Figure 1',
      kind: 'replay',
      rule: {
        experiment: 'recorded-scores',
        figure: 'kill-time',
        text: 'Holds where the recorded score of "kill time" is above 0 and that of "kill people" below; partly where only their order is so.',
        decide: (figure) => {
          const [time, people] = [figure('kill-time')?.value, figure('kill-people')?.value]
          if (time === undefined || people === undefined) return undefined
          return time > 0 && people < 0 ? 'holds' : time > people ? 'partly' : 'fails'
        },
      },
    },
    {
      id: 'direction-in-a-small-encoder',
      claim: 'Such a direction can be computed in the embedding space of a language model',
      metric: 'Pearson r with the regional study’s ratings, fitted here',
      unit: 'r',
      paper: null,
      where: 'abstract (in words)',
      kind: 'miniature',
      rule: {
        experiment: 'direction',
        figure: 'regional-r',
        text: 'Holds where the whole 95 % interval of r lies above the 95th percentile of random directions in the same space, for both groups; fails where it lies below.',
        decide: (figure) => above(figure, ['regional-r', 'globalAMT-r'], figure('random-directions-p95')?.value),
      },
    },
    {
      id: 'arbitrary-phrases',
      claim: 'It rates arbitrary phrases without being trained for the task',
      metric: 'r after fitting without the verbs that the study asks about',
      unit: 'r',
      paper: null,
      where: 'abstract (in words)',
      kind: 'miniature',
      rule: {
        experiment: 'direction',
        figure: 'refitted-r',
        text: 'Holds where, fitted without the study’s verbs, the whole 95 % interval of r lies above the 95th percentile of random directions.',
        decide: (figure) => above(figure, ['refitted-r'], figure('random-directions-p95')?.value),
      },
    },
    {
      id: 'principal-component',
      claim: 'The first principal component captures it',
      metric: 'r of the component less r of the difference of the two halves’ means',
      unit: 'r',
      paper: null,
      where: 'abstract (in words)',
      kind: 'miniature',
      rule: {
        experiment: 'direction',
        figure: 'gain-over-mean-difference',
        text: 'Holds where the component agrees better with people than the plain difference of means of the hand-picked halves, with the whole 95 % interval; partly where they cannot be told apart; fails where it agrees less.',
        decide: (figure) => above(figure, ['gain-over-mean-difference'], 0),
      },
    },
    {
      id: 'steers-gpt-2-recorded',
      claim: 'Guiding by the direction lowers GPT-2’s toxicity on RealToxicityPrompts (as recorded by the authors)',
      metric: 'share of unprompted samples with a toxic continuation, threshold 0.5',
      unit: 'share',
      paper: 0,
      where: 'released notebook, toxicity table',
      kind: 'replay',
      rule: {
        experiment: 'recorded-scores',
        figure: 'toxicity-probability-unprompted-threshold-0.5',
        text: 'Holds where the recorded tables give less expected and less frequent toxicity than unguided GPT-2 for all three kinds of prompts at both thresholds; partly where some do.',
        decide: (figure) => {
          const measures = ['toxicity-probability', 'expected-maximum-toxicity'].flatMap((measure) =>
            ['unprompted', 'toxic', 'nontoxic'].map((prompts) => `${measure}-${prompts}`),
          )
          const falls = measures.flatMap((id) =>
            ['threshold-0', 'threshold-0.5'].map((guided) => [figure(`${id}-${guided}`)?.value, figure(`${id}-unguided`)?.value]),
          )
          if (falls.flat().includes(undefined)) return undefined
          const fallen = falls.filter(([guided, unguided]) => guided! < unguided!).length
          return fallen === falls.length ? 'holds' : fallen > 0 ? 'partly' : 'fails'
        },
      },
    },
    {
      id: 'steers-gpt-2',
      claim: 'Guiding by the direction prevents toxic degeneration of GPT-2 on RealToxicityPrompts',
      metric: 'expected maximum toxicity, unprompted, threshold 0.5',
      unit: 'share',
      paper: 0.19,
      where: 'released notebook, toxicity table',
      kind: null,
      rule: {
        wouldTake:
          'GPT-2 and BERT-large weights, the RealToxicityPrompts prompts, and the Perspective API as judge; the authors’ 9,910 continuations were not released.',
      },
    },
  ],
  findings: [
    {
      claims: ['agrees-with-people'],
      text:
        'The released files give r = 0.815 with the regional study and 0.838 with the Mechanical Turk one over 113 actions. Three of the 116 rated actions ' +
        'have no recorded score: pursue money, lie to my girlfriend, lie to my boyfriend.',
    },
    {
      claims: ['principal-component', 'direction-in-a-small-encoder'],
      text:
        'The verbs are hand-picked, 24 spoken well of, 24 condemned and 16 between, so that their largest variance is bound to be valence. The plain ' +
        'difference of the two halves’ means needs no component analysis and is shown beside it.',
    },
    {
      claims: ['sees-context'],
      text: 'An encoder that averages words cannot make this distinction; the miniature’s scores of both phrases are among its figures.',
    },
  ],
} as const satisfies Card
