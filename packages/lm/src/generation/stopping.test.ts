import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createStopWatch } from './stopping.ts'

it('holds back what may become a stop string and lets it go when it does not', () => {
  const watch = createStopWatch(['\n\nQ:'])
  expect(watch.push('yes\n')).toEqual({ text: 'yes', stopped: false })
  expect(watch.push('no')).toEqual({ text: '\nno', stopped: false })
  expect(watch.push('\n\nQ')).toEqual({ text: '', stopped: false })
  expect(watch.push(': next')).toEqual({ text: '', stopped: true })
  expect(watch.end()).toBe('')
})

it('gives the text up to the first stop string, however it was cut into pieces', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 30 }),
      fc.array(fc.nat(29), { maxLength: 5 }),
      (text, cuts) => {
        const stops = ['\n\n', 'abba']
        const watch = createStopWatch(stops)
        const bounds = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length]
        let shown = ''
        for (let i = 1; i < bounds.length; i++) shown += watch.push(text.slice(bounds[i - 1], bounds[i])).text
        shown += watch.end()
        const first = Math.min(...stops.map((stop) => text.indexOf(stop)).map((at) => (at < 0 ? text.length : at)))
        expect(shown).toBe(text.slice(0, first))
      },
    ),
  )
})
