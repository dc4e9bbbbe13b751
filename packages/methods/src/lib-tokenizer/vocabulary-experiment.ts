import { setImmediate } from 'node:timers/promises'

import type { Experiment, Figure, Figures, Line, Progress, Random, RunContext, Series, Size } from '../contract.ts'
import { trainBpe } from './bpe.ts'
import { randomLexicon } from './control.ts'
import { type Corpus, readChinese, readSpeeches } from './corpora.ts'
import { charactersOf, type Document, type Lexicon, learn, releasedSettings, sampleDocuments } from './method.ts'
import { lexiconSegmenter, type Segmenter, vocabularyOf } from './segmenter.ts'
import { sentencesOf } from './sentences.ts'
import { kindOf, wordSetOf } from './unit-kinds.ts'
import { type ArmName, armFigures, armNames } from './vocabulary-arms.ts'
import { scoreVocabulary, type VocabularyScore } from './vocabulary-scores.ts'
import { trainWords, wordsOf } from './words.ts'

type Language = {
  readonly name: string
  readonly corpus: Corpus
  readonly epochs: number
  readonly documents: (random: Random) => readonly Document[]
  readonly words: (sentence: string) => readonly string[]
}

const sizes = {
  smoke: { english: 8, chinese: 20, seedCount: 3, texts: 8 },
  small: { english: 2000, chinese: 500, seedCount: 3, texts: Number.POSITIVE_INFINITY },
  full: { english: 10_000, chinese: 2000, seedCount: 5, texts: Number.POSITIVE_INFINITY },
} as const satisfies Record<Size, { english: number; chinese: number; seedCount: number; texts: number }>

export const vocabularyExperiment: Experiment = {
  name: 'vocabulary',
  title: 'Tokens and types at equal vocabulary',
  question:
    'With as many units as LiB has learned, does held-out text take fewer tokens and fewer types in LiB than in byte pair encoding within ' +
    'words, byte pair encoding across words, and words? English speeches and Chinese articles, spaces kept as characters, unseen characters ' +
    'as bytes. Must fail: as many units of the same lengths cut at random.',
  kind: 'miniature',
  sizes: ['smoke', 'small', 'full'],
  uses: { data: ['speeches', 'questions', 'declaration'] },
  run,
}

async function* run(size: Size, seed: number, context: RunContext): AsyncGenerator<Progress, Figures> {
  const { seedCount } = sizes[size]
  const languages = readLanguages(size, context)
  const seeds = Array.from({ length: seedCount }, (_, i) => seed + i)
  const total = seedCount * languages.reduce((sum, language) => sum + language.epochs, 0)
  const figures: Figure[] = []
  const curve: Line[] = []
  let done = 0
  for (const language of languages) {
    const results = emptyArms()
    const lexicons: Lexicon[] = []
    for (const seedNow of seeds) {
      const random = context.random.fork(`${language.name} seed ${seedNow}`)
      const { lexicon, line } = yield* learnCurve(
        language,
        random,
        { done, total, name: `${language.name}, seed ${seedNow}` },
        curve,
        context.signal,
      )
      done += language.epochs
      curve.push(line)
      lexicons.push(lexicon)
      for await (const arm of scoreArms(language, lexicon, random)) {
        results[arm.name].push(arm.score)
        yield { done, total, unit: 'epochs', note: `${language.name}: ${arm.name} scored`, series: curveSeries(curve) }
        context.signal.throwIfAborted()
      }
    }
    figures.push(
      ...armFigures(language.name, results, context.random.fork(`${language.name} bootstrap`)),
      ...lexiconFigures(language, lexicons),
    )
  }
  return { figures, seeds, series: [curveSeries(curve)] }
}

/**
 * What LiB reads in one epoch was chosen on the development texts: a whole speech; 200 drawn sentences, as in the released
 * demonstration, where the texts are as short as the Chinese articles.
 */
function readLanguages(size: Size, context: RunContext): Language[] {
  const { english, chinese, texts } = sizes[size]
  const speeches = fewer(readSpeeches(context.data('speeches')), texts)
  const articles = fewer(readChinese(context.data('questions'), context.data('declaration')), texts)
  const documents = speeches.training.map((text) => sentencesOf(text).map(charactersOf))
  const sentences = [...new Set(articles.training.flatMap(sentencesOf))]
  return [
    { name: 'english', corpus: speeches, epochs: english, documents: () => documents, words: (sentence) => wordsOf(sentence) },
    {
      name: 'chinese',
      corpus: articles,
      epochs: chinese,
      documents: (random) => sampleDocuments(sentences, 400, 200, random),
      words: (sentence) => wordsOf(sentence, 'zh'),
    },
  ]
}

function fewer({ training, development, heldOut }: Corpus, count: number): Corpus {
  return { training: training.slice(0, count), development: development.slice(0, count), heldOut: heldOut.slice(0, count) }
}

function emptyArms(): Record<ArmName, VocabularyScore[]> {
  return Object.fromEntries(armNames.map((name) => [name, [] as VocabularyScore[]])) as Record<ArmName, VocabularyScore[]>
}

type Place = { readonly done: number; readonly total: number; readonly name: string }

/** Learns from the training texts and follows the tokens on the development texts. */
async function* learnCurve(
  { corpus, epochs, documents }: Language,
  random: Random,
  { done, total, name }: Place,
  earlier: readonly Line[],
  signal: AbortSignal,
): AsyncGenerator<Progress, { lexicon: Lexicon; line: Line }> {
  const development = corpus.development.flatMap(sentencesOf)
  const points: [number, number][] = []
  const every = Math.ceil(epochs / 20)
  let epoch = 0
  let lexicon: Lexicon | undefined
  for (const learner of learn(documents(random.fork('documents')), epochs, random.fork('learn'))) {
    lexicon = learner.lexicon
    epoch++
    if (epoch % every !== 0) continue
    points.push([epoch, tokensPerThousand(lexiconSegmenter(lexicon, releasedSettings.maxLength), development)])
    yield {
      done: done + epoch,
      total,
      unit: 'epochs',
      note: `${name}: ${lexicon.size} units`,
      series: curveSeries([...earlier, { name, points }]),
    }
    await setImmediate()
    signal.throwIfAborted()
  }
  if (!lexicon) throw new RangeError('epochs must be at least 1')
  return { lexicon, line: { name, points } }
}

function tokensPerThousand(segmenter: Segmenter, sentences: readonly string[]): number {
  const characters = sentences.reduce((sum, sentence) => sum + sentence.length, 0)
  return (1000 * sentences.reduce((sum, sentence) => sum + segmenter.segment(sentence).length, 0)) / characters
}

/**
 * LiB and its peers with equally many units, one after the other. A small text has too few pairs that stand twice for byte pair
 * encoding within words to reach LiB's size: then its size is everybody's, and LiB keeps its best-ranked units.
 */
async function* scoreArms(
  { corpus, words }: Language,
  lexicon: Lexicon,
  random: Random,
): AsyncGenerator<{ name: ArmName; score: VocabularyScore }> {
  const sentences = corpus.training.flatMap(sentencesOf)
  const bordered = trainBpe('byte pair encoding within words', sentences, vocabularyOf(lexicon, sentences).size, words)
  const size = bordered.units.length
  const vocabulary = vocabularyOf(lexicon, sentences, size)
  const { maxLength } = releasedSettings
  const train: Record<ArmName, () => Segmenter> = {
    lib: () => lexiconSegmenter(vocabulary, maxLength),
    'bpe-across': () => trainBpe('byte pair encoding across words', sentences, size, (sentence) => [sentence]),
    'bpe-words': () => bordered,
    words: () => trainWords(sentences, size, words),
    'random-units': () => lexiconSegmenter(randomLexicon(vocabulary, sentences, random.fork('random units')), maxLength),
  }
  for (const name of armNames) {
    yield { name, score: scoreVocabulary(train[name](), corpus.training, corpus.heldOut) }
    await setImmediate()
  }
}

function lexiconFigures(language: Language, lexicons: readonly Lexicon[]): Figure[] {
  const words =
    language.name === 'english' ? wordSetOf(language.corpus.training) : new Set(language.corpus.training.flatMap(language.words))
  const units = lexicons.flatMap((lexicon) => lexicon.units.map((unit) => kindOf(unit.text, words)))
  const share = (id: string, kind: string): Figure => {
    return {
      id: `${language.name}-${id}`,
      value: units.filter((unit) => unit === kind).length / units.length,
      unit: 'share',
      n: units.length,
    }
  }
  return [
    { id: `${language.name}-lexicon-size`, value: units.length / lexicons.length, unit: 'units', n: lexicons.length },
    { id: `${language.name}-epochs`, value: language.epochs, unit: 'epochs', n: lexicons.length },
    share('share-parts', 'part of a word'),
    share('share-words', 'word'),
    share('share-several-words', 'several words'),
  ]
}

function curveSeries(lines: readonly Line[]): Series {
  return {
    id: 'tokens',
    title: 'Tokens on the development texts while learning',
    x: { label: 'epoch', unit: 'documents' },
    y: { label: 'tokens', unit: 'per 1,000 characters' },
    lines,
  }
}
