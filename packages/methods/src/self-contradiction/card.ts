import type { Card, FigureLookup, Verdict } from '../contract.ts'

/** Holds where the paper's figure lies in our interval, else fails. */
function inside(figure: FigureLookup, id: string, paper: number): Verdict | undefined {
  const interval = figure(id)?.interval
  return interval && (interval.low <= paper && paper <= interval.high ? 'holds' : 'fails')
}

/** Holds where the figure equals the paper's, which is printed to a tenth of a per cent; partly within a point; else fails. */
function equal(figure: FigureLookup, id: string, paper: number): Verdict | undefined {
  const measured = figure(id)
  if (!measured) return undefined
  const gap = Math.abs(measured.value - paper)
  return gap < 0.0006 ? 'holds' : gap < 0.01 ? 'partly' : 'fails'
}

/** Holds where the whole interval is above the bound, fails where it is below, partly between. */
function above(figure: FigureLookup, ids: readonly string[], bound: number): Verdict | undefined {
  const intervals = ids.map((id) => figure(id)?.interval)
  if (intervals.includes(undefined)) return undefined
  if (intervals.every((interval) => interval!.low > bound)) return 'holds'
  return intervals.some((interval) => interval!.high < bound) ? 'fails' : 'partly'
}

const intervalText = 'Holds where the paper’s figure lies in our 95 % interval, drawn over the 30 topics; else fails.'
const equalText = 'Holds where the released runs give the figure to the printed digit, partly within one point.'
const writers = ['chatgpt', 'gpt4', 'vicuna-13b-1.1', 'llama-2-70b-chat']

export const card = {
  slug: 'self-contradiction',
  arxivId: '2305.15852',
  title: 'Self-contradictory Hallucinations of Large Language Models: Evaluation, Detection and Mitigation',
  published: '2023-05-25',
  authorCount: 4,
  organization: 'ETH Zurich',
  summary:
    'Finds what a language model made up without looking anything up. For each fact of a text the model must write the same sentence again; ' +
    'where the two cannot both be true, at least one is false. Sentences that conflict are rewritten without the disputed part, three times ' +
    'over, and what still conflicts is dropped.',
  code: 'https://github.com/eth-sri/ChatProtect',
  claims: [
    {
      id: 'precision',
      claim: 'ChatGPT recognises its own contradictions with few false alarms',
      metric: 'precision, ChatGPT on ChatGPT’s pairs',
      unit: 'share',
      paper: 0.91,
      where: 'abstract (first version)',
      kind: 'replay',
      rule: {
        experiment: 'detection',
        figure: 'chatgpt-on-chatgpt-precision',
        text: intervalText,
        decide: (figure) => inside(figure, 'chatgpt-on-chatgpt-precision', 0.91),
      },
    },
    {
      id: 'recall',
      claim: 'ChatGPT finds most of its own contradictions',
      metric: 'recall, ChatGPT on ChatGPT’s pairs',
      unit: 'share',
      paper: 0.805,
      where: 'abstract (first version)',
      kind: 'replay',
      rule: {
        experiment: 'detection',
        figure: 'chatgpt-on-chatgpt-recall',
        text: intervalText,
        decide: (figure) => inside(figure, 'chatgpt-on-chatgpt-recall', 0.805),
      },
    },
    {
      id: 'iclr-precision',
      claim: 'ChatGPT’s precision in the version published at ICLR 2024',
      metric: 'precision, ChatGPT on ChatGPT’s pairs',
      unit: 'share',
      paper: 0.842,
      where: 'ICLR 2024 version, whose runs were released',
      kind: 'replay',
      rule: {
        experiment: 'detection',
        figure: 'chatgpt-on-chatgpt-precision',
        text: equalText,
        decide: (figure) => equal(figure, 'chatgpt-on-chatgpt-precision', 0.842),
      },
    },
    {
      id: 'iclr-recall',
      claim: 'ChatGPT’s recall in the version published at ICLR 2024',
      metric: 'recall, ChatGPT on ChatGPT’s pairs',
      unit: 'share',
      paper: 0.832,
      where: 'ICLR 2024 version, whose runs were released',
      kind: 'replay',
      rule: {
        experiment: 'detection',
        figure: 'chatgpt-on-chatgpt-recall',
        text: equalText,
        decide: (figure) => equal(figure, 'chatgpt-on-chatgpt-recall', 0.832),
      },
    },
    {
      id: 'iclr-f1',
      claim: 'ChatGPT detects its own contradictions with an F1 of about 80 %',
      metric: 'F1, ChatGPT on ChatGPT’s pairs',
      unit: 'share',
      paper: 0.837,
      where: 'ICLR 2024 version, whose runs were released (its abstract says around 80 %)',
      kind: 'replay',
      rule: {
        experiment: 'detection',
        figure: 'chatgpt-on-chatgpt-f1',
        text: equalText,
        decide: (figure) => equal(figure, 'chatgpt-on-chatgpt-f1', 0.837),
      },
    },
    {
      id: 'gpt4-accurate',
      claim: 'GPT-4 identifies contradictions accurately too',
      metric: 'F1, GPT-4 on ChatGPT’s pairs',
      unit: 'share',
      paper: 0.865,
      where: 'abstract (in words); figure of the ICLR 2024 version',
      kind: 'replay',
      rule: {
        experiment: 'detection',
        figure: 'gpt4-on-chatgpt-f1',
        text: equalText,
        decide: (figure) => equal(figure, 'gpt4-on-chatgpt-f1', 0.865),
      },
    },
    {
      id: 'vicuna-struggles',
      claim: 'Vicuna-13B struggles to identify contradictions',
      metric: 'F1 of Vicuna-13B less ChatGPT’s, same pairs',
      unit: 'share',
      paper: null,
      where: 'abstract (in words)',
      kind: 'replay',
      rule: {
        experiment: 'detection',
        figure: 'vicuna-less-chatgpt-f1',
        text: 'Holds where the whole 95 % interval of the paired difference lies below −0.1, fails where it lies above, partly between.',
        decide: (figure) => {
          const interval = figure('vicuna-less-chatgpt-f1')?.interval
          if (!interval) return undefined
          return interval.high < -0.1 ? 'holds' : interval.low > -0.1 ? 'fails' : 'partly'
        },
      },
    },
    {
      id: 'frequent',
      claim: 'Self-contradictions are frequent across models, on famous and on lesser-known topics',
      metric: 'share of checked sentences, ChatGPT, famous half',
      unit: 'share',
      paper: null,
      where: 'abstract (in words)',
      kind: 'replay',
      rule: {
        experiment: 'prevalence',
        figure: 'chatgpt-famous-share',
        text: 'Holds where the 95 % interval of the share lies above 5 % for each of the four models and both halves of the topics by popularity.',
        decide: (figure) =>
          above(
            figure,
            writers.flatMap((writer) => [`${writer}-famous-share`, `${writer}-lesser-known-share`]),
            0.05,
          ),
      },
    },
    {
      id: 'share-of-sentences',
      claim: '17.7 % of ChatGPT’s sentences contradict an alternative of its own',
      metric: 'share of all sentences',
      unit: 'share',
      paper: 0.177,
      where: 'abstract (ICLR 2024 version)',
      kind: 'replay',
      rule: {
        experiment: 'prevalence',
        figure: 'chatgpt-share-of-all',
        text: equalText,
        decide: (figure) => equal(figure, 'chatgpt-share-of-all', 0.177),
      },
    },
    {
      id: 'unverifiable',
      claim: 'Online text does not settle 35.2 % of ChatGPT’s contradictions',
      metric: 'share of contradictory pairs',
      unit: 'share',
      paper: 0.352,
      where: 'abstract (ICLR 2024 version)',
      kind: 'replay',
      rule: {
        experiment: 'prevalence',
        figure: 'chatgpt-unverifiable',
        text: equalText,
        decide: (figure) => equal(figure, 'chatgpt-unverifiable', 0.352),
      },
    },
    {
      id: 'reduced',
      claim: 'Revision significantly reduces self-contradictions',
      metric: 'share of ChatGPT’s tagged contradictions removed',
      unit: 'share',
      paper: null,
      where: 'abstract (in words)',
      kind: 'replay',
      rule: {
        experiment: 'revision',
        figure: 'chatgpt-removed',
        text: 'Holds where the 95 % interval of the removed share lies above one half for each of the four models’ texts.',
        decide: (figure) =>
          above(
            figure,
            writers.map((writer) => `${writer}-removed`),
            0.5,
          ),
      },
    },
    {
      id: 'informative',
      claim: 'Revised texts stay informative',
      metric: 'consistent facts still stated, less those after dropping every flagged sentence',
      unit: 'share',
      paper: null,
      where: 'abstract (in words)',
      kind: 'replay',
      rule: {
        experiment: 'revision',
        figure: 'chatgpt-facts-gained',
        text: 'Holds where more consistent facts are still stated than after dropping every flagged sentence, with the whole 95 % interval, for each writer whose dropped texts were released.',
        decide: (figure) => above(figure, ['chatgpt-facts-gained', 'vicuna-13b-1.1-facts-gained', 'llama-2-70b-chat-facts-gained'], 0),
      },
    },
    {
      id: 'fluent',
      claim: 'Revised texts stay fluent',
      metric: 'change of bits per character under a character model of the written texts',
      unit: 'bits per character',
      paper: null,
      where: 'abstract (in words)',
      kind: 'replay',
      rule: {
        experiment: 'revision',
        figure: 'fluency-change',
        text: 'Holds where the whole 95 % interval of the rise stays below a tenth of what putting the words in random order costs; fails where it lies above.',
        decide: (figure) => {
          const change = figure('fluency-change')?.interval
          const [written, shuffled] = ['written', 'shuffled'].map((name) => figure(`bits-per-character-${name}`)?.value)
          if (!change || written === undefined || shuffled === undefined) return undefined
          const bound = (shuffled - written) / 10
          return change.high < bound ? 'holds' : change.low > bound ? 'fails' : 'partly'
        },
      },
    },
    {
      id: 'fresh-runs',
      claim: 'The pipeline gives such figures when the models are asked again',
      metric: 'precision and recall of fresh runs',
      unit: 'share',
      paper: null,
      where: 'abstract',
      kind: null,
      rule: {
        wouldTake:
          'Access to ChatGPT (gpt-3.5-turbo of 2023) and GPT-4, and people to tag the fresh pairs; the models of that time are no longer served.',
      },
    },
  ],
  findings: [
    {
      claims: ['precision', 'recall', 'iclr-precision', 'iclr-recall', 'iclr-f1'],
      text:
        'The abstract in the catalogue is the first version’s: 91.0 % precision, 80.5 % recall. The runs that the authors released belong to the ICLR 2024 ' +
        'version and give 84.2 % and 83.2 % (149 true, 28 false alarms, 30 missed of 1,401 pairs). The runs behind the first figures were not released.',
    },
    {
      claims: ['iclr-precision', 'iclr-recall'],
      text:
        'The label inside a transcript is older than the tag in the sentence file; the authors’ figures use the tag and leave out 2,025 pairs whose ' +
        'fact did not come from the extractor. Without both the figures cannot be reached.',
    },
    {
      claims: ['unverifiable'],
      text:
        'The released annotation marks 64 of 179 contradictions as not settled by online text, 35.8 %: the share in the abstract that was submitted to ' +
        'ICLR. The published abstract says 35.2 %, which would be 63.',
    },
    {
      claims: ['reduced'],
      text:
        'The released revision used another draw of the verdicts than the released detection: our rule on the released verdicts comes to the recorded ' +
        'decision for 811 of 863 sentences.',
    },
    {
      claims: ['frequent'],
      text: 'Three of the four models contradict themselves about twice as often on the less popular half of the topics; for Vicuna-13B the halves do not differ clearly.',
    },
  ],
} as const satisfies Card
