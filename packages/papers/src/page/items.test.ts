import { expect, it } from 'vitest'

import { toItems } from './items.ts'

function kinds(text: string) {
  return toItems({ number: 1, text }, 0).map(({ line: _line, block: _block, ...item }) => item)
}

it.each([
  ['  • 2 authors', [{ kind: 'authors', count: 2 }]],
  ['1 author', [{ kind: 'authors', count: 1 }]],
  ['1,253 authors', [{ kind: 'authors', count: 1253 }]],
  ['·', [{ kind: 'dot' }]],
  ['·Widget Lab', [{ kind: 'dot' }, { kind: 'organization', text: 'Widget Lab' }]],
  ['Dec 31, 2024 1', [{ kind: 'date', date: { year: 2024, month: 12, day: 31 }, comments: 1 }]],
  ['Nov 16, 20', [{ kind: 'brokenDate', text: 'Nov 16, 20' }]],
  ['1.2k', [{ kind: 'number', value: 1200 }]],
  ['3 comments', [{ kind: 'number', value: 3 }]],
  ['new', []],
  ['Privacy', [{ kind: 'footer' }]],
  ['arxiv:2302.05319', [{ kind: 'arxiv', id: '2302.05319' }]],
  ['A Study of Widgets', [{ kind: 'text', text: 'A Study of Widgets' }]],
])('sorts "%s"', (text, items) => expect(kinds(text)).toEqual(items))

it('takes a line apart that holds its parts between dots', () => {
  expect(kinds('Widget Lab · 8 authors · Dec 18 2').map(({ kind }) => kind)).toEqual(['organization', 'dot', 'authors', 'dot', 'date'])
})

it('leaves prose with a middle dot or a date in it alone', () => {
  for (const prose of ['We set a·b = c.', 'Mar 5, 2024 was the day on which we began.', 'The 3 authors agree.']) {
    expect(kinds(prose)).toEqual([{ kind: 'text', text: prose }])
  }
})

it('keeps U+FFFD of a line that is not UTF-8 out, and its reason with it', () => {
  expect(toItems({ number: 4, text: 'A\ufffdB', problem: 'not UTF-8' }, 0)).toEqual([
    { kind: 'text', text: 'A?B', problem: 'not UTF-8', line: 4, block: 0 },
  ])
})
