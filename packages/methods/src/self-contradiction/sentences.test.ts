import { openDataSet } from '@offprint/lab'
import { needs as requires, sharedPath } from '@offprint/tools/needs'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { needs } from './experiment.ts'
import { readDescriptions, readRound } from './released/revisions.ts'
import { splitSentences } from './sentences.ts'

const texts = (text: string) => splitSentences(text).map((sentence) => sentence.text)

it('ends a sentence at . ! and ?, also inside closing quotes', () => {
  expect(texts('He left. "Why?" She knew! Nobody asked.')).toEqual(['He left.', '"Why?"', 'She knew!', 'Nobody asked.'])
})

it('does not end one after an abbreviation or an initial, in a number or before a small letter', () => {
  expect(texts('Dr. A. B. Hill lived at St. Ives. It cost 3.50 pounds, approx. half.')).toEqual([
    'Dr. A. B. Hill lived at St. Ives.',
    'It cost 3.50 pounds, approx. half.',
  ])
})

it('ends one at a blank line, as lists and headings do', () => {
  expect(texts('Works\n\nThe first\n\nThe second.')).toEqual(['Works', 'The first', 'The second.'])
})

it('gives spans that cut the sentences out of any text, in order, and leaves nothing but white space out', () => {
  const prose = fc.array(fc.constantFrom('Mr', '.', ' ', 'It', 'was', '?', '\n\n', '3.5', '"', 'é', '😀')).map((parts) => parts.join(''))
  fc.assert(
    fc.property(prose, (text) => {
      let end = 0
      for (const sentence of splitSentences(text)) {
        expect(text.slice(end, sentence.start).trim()).toBe('')
        expect(text.slice(sentence.start, sentence.end)).toBe(sentence.text)
        end = sentence.end
      }
      expect(text.slice(end).trim()).toBe('')
    }),
  )
})

it(
  'gives the sentences of the release for at least 97 of 100 sentences',
  requires('shared', async () => {
    const data = await openDataSet(needs.data!.chatprotect, { mirror: sharedPath('mirror') })
    const descriptions = new Map(readDescriptions(data, 'chatgpt').map(({ id, text }) => [id, texts(text)]))
    const released = readRound(data, 'm2').flatMap(({ id, sentences }) => sentences.map((sentence) => ({ id, text: sentence.sentence })))
    const same = released.filter(({ id, text }) => descriptions.get(id)!.includes(text))
    expect(released).toHaveLength(863)
    expect(same.length / released.length).toBeGreaterThan(0.97)
  }),
)
