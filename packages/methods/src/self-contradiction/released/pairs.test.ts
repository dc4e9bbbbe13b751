import { expect, it } from 'vitest'

import { dataSetOf, smallRelease } from '../testing/small-release.ts'
import { readPairs } from './pairs.ts'

it('reads the pairs whose fact came from the extractor, with tag, place and origin', () => {
  const pairs = readPairs(smallRelease(), 'chatgpt')
  expect(pairs.map(({ file, contradictory, fromRevision }) => [file, contradictory, fromRevision])).toEqual([
    ['0_0_0.txt', true, false],
    ['0_1_0.txt', false, false],
    ['m2_0_0_0.txt', true, true],
  ])
  expect(pairs[1]).toMatchObject({ entity: 'ada_town', description: '0', topic: 'Ada (town)', prefix: 'Ada was founded in 1040.' })
  expect(pairs[2].description).toBe('0')
})

it('finds nothing of another writer, and names the file that is no pair', () => {
  expect(readPairs(smallRelease(), 'gpt4')).toEqual([])
  const broken = dataSetOf({ 'test/test/sentences/gpt4/Please_tell_me_about_X/m3/0_0_0.txt': '{"target": 3}' })
  expect(() => readPairs(broken, 'gpt4')).toThrow(/m3\/0_0_0\.txt is no sentence pair/)
})
