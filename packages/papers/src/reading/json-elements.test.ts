import fc from 'fast-check'
import { expect, it } from 'vitest'

import { readJsonElements } from './json-elements.ts'
import { streamOf } from './testing.ts'

async function elementsOf(text: string | Uint8Array, size?: number, maxBytes?: number) {
  return Array.fromAsync(readJsonElements(streamOf(text, size), maxBytes))
}

const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 5 })

it('gives back the objects of an array, of a wrapper, and one after another', async () => {
  await fc.assert(
    fc.asyncProperty(objects, fc.integer({ min: 1, max: 50 }), async (values, size) => {
      const written = JSON.parse(JSON.stringify(values))
      const wrappers = [
        JSON.stringify(values),
        JSON.stringify({ date: '[2024]', n: 1, dailyPapers: values, more: [1] }),
        values.map((each) => JSON.stringify(each)).join('\n'),
      ]
      for (const text of wrappers) expect((await elementsOf(text, size)).map((element) => JSON.parse(element.text))).toEqual(written)
    }),
    { numRuns: 50 },
  )
})

it('takes a whole object for one element, its lists included', async () => {
  const paper = { id: '2401.00001', authors: [{ name: 'A' }], title: 'T' }
  expect((await elementsOf(JSON.stringify(paper, undefined, 2))).map(({ text }) => JSON.parse(text))).toEqual([paper])
})

it('says where an element stands that breaks off, is too long or is not UTF-8, and goes on behind it', async () => {
  expect(await elementsOf('[{"a":1},{"b":')).toMatchObject([
    { at: 'entry 1 (byte 1)' },
    { at: 'entry 2 (byte 9)', problem: 'the input breaks off inside this entry' },
  ])
  const long = await elementsOf(`[{"a":"${'x'.repeat(200)}"},{"b":2}]`, 10, 100)
  expect(long.map(({ problem, text }) => problem ?? text)).toEqual([expect.stringContaining('more than the 100 bytes'), '{"b":2}'])
  const broken = await elementsOf(Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff]), Buffer.from('"},{"b":2}]')]))
  expect(broken.map(({ problem, text }) => problem ?? text)).toEqual(['not UTF-8: byte 0xff at byte 7 of the input', '{"b":2}'])
})

it('finds nothing in an empty list', async () => {
  expect(await elementsOf('[ ]')).toEqual([])
  expect(await elementsOf('{"dailyPapers": []}')).toEqual([])
})
