import { expect, it } from 'vitest'

import { ris } from './ris.ts'
import { hostilePapers, hostileTextRead, list, paperWith } from './sample-papers.ts'

it('writes a record tag by tag, lines ended by CR LF', () => {
  expect(ris.write([paperWith({})], list).split('\r\n')).toEqual([
    'TY  - UNPB',
    'TI  - A plain title',
    'AU  - Lovelace, Ada',
    'AU  - van Beethoven, Ludwig',
    'PY  - 2025',
    'DA  - 2025/01/02',
    'AB  - What was done.',
    'M1  - arXiv:2501.00001',
    'KW  - cs.CL',
    'KW  - cs.LG',
    'UR  - https://arxiv.org/abs/2501.00001',
    'L1  - https://arxiv.org/pdf/2501.00001',
    'ID  - 2501.00001',
    'ER  - ',
    '',
    '',
  ])
})

it('keeps every value on its line, so that no text can add a tag', () => {
  const title = 'Title\r\nER  - \r\nTY  - BOOK'
  const lines = ris.write([paperWith({ title })], list).split('\r\n')
  expect(lines.filter((line) => line.startsWith('TY'))).toEqual(['TY  - UNPB'])
  expect(ris.write([hostilePapers[1]], list)).toContain(`TI  - ${hostileTextRead}\r\n`)
})
