import { setImmediate } from 'node:timers/promises'

import { z } from 'zod'

import { type Block, defineTry, type Progress, type RunContext, type Series, type TryResult } from '../contract.ts'
import { trainBpe } from './bpe.ts'
import { exampleText } from './example-text.ts'
import { toTokenizerJson } from './hugging-face.ts'
import { charactersOf, type Lexicon, learn, releasedSettings } from './method.ts'
import { lexiconSegmenter, type Segmenter, vocabularyOf } from './segmenter.ts'
import { sentencesOf } from './sentences.ts'
import { kindOf, wordSetOf } from './unit-kinds.ts'
import { scoreVocabulary } from './vocabulary-scores.ts'
import { trainWords, wordsOf } from './words.ts'

const input = z.object({
  text: z
    .string()
    .min(200)
    .max(500_000)
    .meta({ title: 'Text', description: 'At least 200 characters, better some pages.', multiline: true }),
  maximumLength: z
    .number()
    .int()
    .min(2)
    .max(24)
    .default(12)
    .meta({ title: 'Longest unit', description: 'In characters, spaces included.' }),
  epochs: z.number().int().min(1).max(5000).default(400).meta({ title: 'Epochs', description: 'How often a stretch of the text is read.' }),
  draw: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(1)
    .meta({ title: 'Draw', description: 'Another number gives another course of learning.' }),
})

export const tryIt = defineTry({
  title: 'Learn a vocabulary from my text',
  input,
  example: { text: exampleText, maximumLength: 12, epochs: 400, draw: 1 },
  needs: {},
  run,
})

/** Learned from, and measured on where the text is long enough to hold a tenth of it back. */
type Parts = { readonly read: readonly string[]; readonly measured: readonly string[]; readonly isHeldOut: boolean }

const fewestSentences = 20

async function* run(
  { text, maximumLength, epochs, draw }: z.output<typeof input>,
  context: RunContext,
): AsyncGenerator<Progress, TryResult> {
  const parts = divide(sentencesOf(text))
  const settings = { ...releasedSettings, maxLength: maximumLength }
  const points: { tokens: [number, number][]; types: [number, number][] } = { tokens: [], types: [] }
  const every = Math.ceil(epochs / 40)
  let epoch = 0
  let lexicon: Lexicon | undefined
  for (const learner of learn(documentsOf(parts.read), epochs, context.random.fork(`draw ${draw}`), settings)) {
    lexicon = learner.lexicon
    epoch++
    if (epoch % every !== 0 && epoch !== epochs) continue
    const { tokens, types } = measure(lexiconSegmenter(vocabularyOf(lexicon, parts.read), maximumLength), parts)
    points.tokens.push([epoch, tokens])
    points.types.push([epoch, types])
    yield { done: epoch, total: epochs, unit: 'epochs', note: `${lexicon.size} units`, series: curve(points) }
    await setImmediate()
    context.signal.throwIfAborted()
  }
  if (!lexicon) throw new RangeError('epochs must be at least 1')
  const vocabulary = vocabularyOf(lexicon, parts.read)
  return { blocks: blocksOf(vocabulary, maximumLength, text, parts, curve(points)), note: noteOf(parts) }
}

/** Every tenth sentence is held back; a text of few sentences is measured on itself. */
function divide(sentences: readonly string[]): Parts {
  if (sentences.length < fewestSentences) return { read: sentences, measured: sentences, isHeldOut: false }
  const isTenth = (i: number) => i % 10 === 9
  return { read: sentences.filter((_, i) => !isTenth(i)), measured: sentences.filter((_, i) => isTenth(i)), isHeldOut: true }
}

/** Stretches of up to 200 sentences: what LiB reads in one epoch. */
function documentsOf(sentences: readonly string[]): Uint32Array[][] {
  const count = Math.ceil(sentences.length / 200)
  const size = Math.ceil(sentences.length / count)
  return Array.from({ length: count }, (_, i) => sentences.slice(i * size, (i + 1) * size).map(charactersOf)).filter(
    (document) => document.length > 0,
  )
}

function blocksOf(lexicon: Lexicon, maxLength: number, text: string, parts: Parts, series: Series): Block[] {
  const units = lexicon.units.map((unit) => unit.text)
  return [
    segmentation(text, lexiconSegmenter(lexicon, maxLength)),
    comparison(lexicon, maxLength, parts),
    { type: 'series', title: 'While it learned', series },
    ranking(units, text),
    {
      type: 'file',
      title: 'For Hugging Face tokenizers (same tokens, byte for byte)',
      name: 'tokenizer.json',
      mime: 'application/json',
      text: toTokenizerJson(units),
    },
  ]
}

function noteOf({ isHeldOut }: Parts): string {
  const measured = isHeldOut
    ? 'Tokens and types are counted on every tenth sentence, which was not read.'
    : 'The text has fewer than 20 sentences: tokens and types are counted on the text that was read.'
  return `${measured} In tokenizer.json ids 0-255 are bytes and the units follow by rank; decode with clean_up_tokenization_spaces off.`
}

/** The start of the text in its chunks; neighbours differ by their tone. */
function segmentation(text: string, segmenter: Segmenter): Block {
  const shown = text.slice(0, 2000)
  const known = new Map(segmenter.units.map((unit, rank) => [unit, rank]))
  let end = 0
  const spans = sentencesOf(shown)
    .flatMap(segmenter.segment)
    .map((piece) => {
      const start = end
      end += piece.length
      const rank = known.get(piece)
      return {
        start,
        end,
        label: rank === undefined ? 'bytes' : `rank ${rank + 1}`,
        tone: rank === undefined ? ('flag' as const) : ('plain' as const),
      }
    })
  return { type: 'spans', title: 'The text in units', text: shown, spans }
}

function comparison(lexicon: Lexicon, maxLength: number, parts: Parts): Block {
  const { size } = lexicon
  const arms = [
    lexiconSegmenter(lexicon, maxLength),
    trainBpe('BPE within words', parts.read, size, (sentence) => wordsOf(sentence)),
    trainBpe('BPE across words', parts.read, size, (sentence) => [sentence]),
    trainWords(parts.read, size, (sentence) => wordsOf(sentence)),
  ]
  const rows = arms.map((arm) => {
    const { tokens, types, characters } = measure(arm, parts)
    return [arm.name, arm.units.length, tokens, Math.round((10_000 * tokens) / characters) / 10, types]
  })
  const columns = ['vocabulary', 'units', 'tokens', 'tokens per 1,000 characters', 'types used'].map((name) => ({ name }))
  return { type: 'table', title: 'With at most as many units', columns, rows }
}

function ranking(units: readonly string[], text: string): Block {
  const words = wordSetOf([text])
  const rows = units
    .slice(0, 500)
    .map((unit, rank) => [rank + 1, unit.replaceAll('\n', '⏎').replaceAll(' ', '␣'), [...unit].length, kindOf(unit, words)])
  const columns = [{ name: 'rank' }, { name: 'unit' }, { name: 'length', unit: 'characters' }, { name: 'kind' }]
  return { type: 'table', title: units.length > 500 ? `The best 500 of ${units.length} units` : 'All units', columns, rows }
}

function measure(segmenter: Segmenter, { measured }: Parts): { tokens: number; types: number; characters: number } {
  const [document] = scoreVocabulary(segmenter, [], [measured.join('')]).documents
  return document
}

function curve({ tokens, types }: { readonly tokens: readonly [number, number][]; readonly types: readonly [number, number][] }): Series {
  const lines = [
    { name: 'tokens', points: [...tokens] },
    { name: 'types', points: [...types] },
  ]
  return { id: 'cost', title: 'Tokens and types', x: { label: 'epoch' }, y: { label: 'count' }, lines }
}
