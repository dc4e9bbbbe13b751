import { bootstrapInterval } from '@offprint/lm'

import type { DataSet, Figure, Random } from '../../contract.ts'
import { bitsPerCharacter, trainCharacterModel } from '../measures/fluency.ts'
import { type ReleasedText, readDescriptions, readRevised } from '../released/revisions.ts'

const folds = 5

/**
 * Fluency of ChatGPT's texts as written, revised and with every flagged sentence dropped, in bits per character of a character model
 * that has seen the written texts of other topics only. The control is the written text with its words in random order: it must
 * read worse. The paper takes the perplexity of OPT-1.3B; a share of change is comparable, the level is not.
 */
export function fluencyFigures(data: DataSet, random: Random): Figure[] {
  const written = readDescriptions(data, 'chatgpt')
  const bitsOf = heldOutBits(written)
  const versions = {
    written,
    revised: readRevised(data, 'chatgpt', 'm5'),
    dropped: readRevised(data, 'chatgpt', 'm1'),
    shuffled: written.map((one) => ({ ...one, text: shuffleWords(one.text, random) })),
  }
  const bits = Object.fromEntries(Object.entries(versions).map(([name, texts]) => [name, bitsOf(texts)]))
  const figures = Object.entries(bits).map(([name, values]): Figure => {
    const interval = bootstrapInterval(values.length, (units) => mean(Array.from(units, (i) => values[i])), { random: random.fork(name) })
    return { id: `bits-per-character-${name}`, value: mean(values), unit: 'bits per character', n: values.length, interval }
  })
  const change = bits.revised.map((value, i) => value - bits.written[i])
  const interval = bootstrapInterval(change.length, (units) => mean(Array.from(units, (i) => change[i])), { random: random.fork('change') })
  return [...figures, { id: 'fluency-change', value: mean(change), unit: 'bits per character', n: change.length, interval }]
}

/** Bits per character by text; each entity's texts are read by the model of the other folds. A text that is empty counts 0. */
function heldOutBits(written: readonly ReleasedText[]): (texts: readonly ReleasedText[]) => number[] {
  const entities = [...new Set(written.map(({ entity }) => entity))]
  const foldOf = (entity: string) => entities.indexOf(entity) % folds
  const models = Array.from({ length: folds }, (_, fold) =>
    trainCharacterModel(written.filter(({ entity }) => foldOf(entity) !== fold).map(({ text }) => text)),
  )
  return (texts) => texts.map(({ entity, text }) => (text === '' ? 0 : bitsPerCharacter(models[foldOf(entity)], text.replace(/\s+/g, ' '))))
}

function shuffleWords(text: string, random: Random): string {
  const keyed = text.split(/\s+/).map((word) => ({ word, at: random.next() }))
  return keyed
    .toSorted((a, b) => a.at - b.at)
    .map(({ word }) => word)
    .join(' ')
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
