import type { Check, Experiment, Needs } from '../contract.ts'
import { readUtterances } from './corpora.ts'
import { createLearner, createTokenizer, readDocument, sampleDocuments } from './method.ts'
import { segmentationExperiment } from './segmentation-experiment.ts'
import { vocabularyExperiment } from './vocabulary-experiment.ts'

const repository = { repository: 'ray306/LiB', commit: '388248f7306492dcddd67425ea70185c23753986' } as const
const nltk = 'https://github.com/nltk/nltk_data, 5db857e'

export const needs: Needs = {
  data: {
    utterances: {
      ...repository,
      paths: ['br-text.txt'],
      licence: 'MIT; corpus CHILDES',
      sha256: 'e927740c996234cc2a6beecf30eb701e4800a81050887b4c848fd324b5da3014',
    },
    notebook: {
      ...repository,
      paths: ['demo.ipynb.json'],
      licence: 'MIT',
      sha256: '88e1e7016b831df202c7ab407f72a3d66760fc1b7867a35dc59c9517ce909805',
    },
    speeches: {
      file: 'corpora/us-speeches.txt.gz',
      source: nltk,
      licence: 'public domain',
      sha256: '0992168c73332494b3de1481cae3360f94ccae6947e3c889a85f3b0898c1214c',
    },
    declaration: {
      file: 'corpora/udhr2.jsonl.gz',
      source: nltk,
      licence: 'public domain',
      sha256: '18cceb78a7fca2d5815ec898fe5183c7691bf5db020f225c889601672d5ecda7',
    },
    questions: {
      file: 'eval/xquad12.jsonl.gz',
      source: 'https://github.com/google-deepmind/xquad, 7d30520',
      licence: 'CC BY-SA 4.0',
      sha256: 'a30ac5e88e1031c962bdb372f9131f9c756e6cc22a29548135a3e92cb0cb6b34',
    },
  },
}

export const checks: readonly Check[] = [
  {
    name: 'recorded boundary F1 after 5,000 epochs, from its precision and recall',
    kind: 'replay',
    unit: 'share',
    expected: 0.8438,
    // The notebook prints per cent with two decimals.
    tolerance: 0.0001,
    uses: { data: ['notebook'] },
    run: ({ data }) => recordedF1(data('notebook').text('demo.ipynb.json'), 5000),
  },
  {
    name: 'utterances that decode to themselves, some characters unseen',
    kind: 'exact',
    unit: 'share',
    expected: 1,
    tolerance: 0,
    uses: { data: ['utterances'] },
    run: ({ data, random }) => {
      const utterances = readUtterances(data('utterances').text('br-text.txt')).map((words) => words.join(' '))
      const [document] = sampleDocuments(utterances, 1, 200, random)
      const learner = createLearner(document)
      for (let epoch = 0; epoch < 20; epoch++) readDocument(learner, document, random)
      const tokenizer = createTokenizer(learner.lexicon.units.map((unit) => unit.text))
      const same = utterances.filter((text) => tokenizer.decode(tokenizer.encode(`${text} é語😀`).ids) === `${text} é語😀`)
      return same.length / utterances.length
    },
  },
]

export const experiments: readonly Experiment[] = [segmentationExperiment, vocabularyExperiment]

/** F1 of the row of an epoch in the notebook's text output, from the printed precision and recall of its boundary line. */
function recordedF1(notebook: string, epoch: number): number {
  const output = (JSON.parse(notebook) as { output: string }[]).map((cell) => cell.output).join('\n')
  const row = new RegExp(`^${epoch}\\t.*\\n\\[B\\] Precision: ([\\d.]+)%\\s+Recall: ([\\d.]+)%`, 'm').exec(output)
  if (!row) throw new Error(`demo.ipynb.json has no boundary line for epoch ${epoch}`)
  const [precision, recall] = [Number(row[1]) / 100, Number(row[2]) / 100]
  return (2 * precision * recall) / (precision + recall)
}
