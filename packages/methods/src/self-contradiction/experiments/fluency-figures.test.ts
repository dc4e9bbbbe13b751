import { expect, it } from 'vitest'

import { createRandom } from '../../random.ts'
import { dataSetOf } from '../testing/small-release.ts'
import { fluencyFigures } from './fluency-figures.ts'

const places = ['a river', 'the old mill', 'a stone bridge', 'the town hall', 'a quiet harbour', 'the north gate']
const data = dataSetOf(
  Object.fromEntries(
    places.flatMap((place, i) => {
      const text = JSON.stringify({ text: `There is ${place} in the middle of the town, and people meet there every day of the week.` })
      const stage = (name: string) => `test/test/new_descriptions/chatgpt/chatgpt/Please_tell_me_about_P${i}/${name}/0.txt`
      return [
        [`test/test/descriptions/chatgpt/Please_tell_me_about_P${i}/0.txt`, text],
        [stage('m5'), text],
        [stage('m1'), text],
      ]
    }),
  ),
)

it('finds no change where nothing was revised, and that words in disorder cost bits', () => {
  const figures = Object.fromEntries(fluencyFigures(data, createRandom(1)).map((figure) => [figure.id, figure]))
  expect(figures['fluency-change']).toMatchObject({ value: 0, interval: { low: 0, high: 0, n: 6 } })
  expect(figures['bits-per-character-shuffled'].value).toBeGreaterThan(figures['bits-per-character-written'].value)
})
