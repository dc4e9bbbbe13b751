import { expect, it } from 'vitest'
import { blockText } from './block-text.ts'

it('lines up the columns of a table and shows an empty cell as a dash', () => {
  const text = blockText({
    type: 'table',
    title: 'Tokens',
    columns: [{ name: 'arm' }, { name: 'tokens', unit: 'per 1,000' }],
    rows: [
      ['LiB', 251.23456],
      ['BPE', null],
    ],
  })
  expect(text).toBe('Tokens\narm  tokens (per 1,000)\nLiB  251.2\nBPE  –')
})

it('shows each marked span with its label, score and note', () => {
  const text = blockText({
    type: 'spans',
    text: 'He was born in Ulm. He lived there.',
    spans: [{ start: 0, end: 19, label: 'contradicted', tone: 'flag', score: 0.9, note: 'He was born in Bern.' }],
  })
  expect(text).toBe('[contradicted 0.900] He was born in Ulm.\n    He was born in Bern.')
})
