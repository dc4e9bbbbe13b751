import { expect, it } from 'vitest'

import { parseArxivId } from './arxiv-id.ts'

it.each([
  ['2401.12345', '2401.12345', undefined],
  ['2401.12345v2', '2401.12345', 2],
  ['arXiv:0704.0001v1', '0704.0001', 1],
  ['cs/0112017', 'cs/0112017', undefined],
  ['math.GT/0309136v3', 'math/0309136', 3],
  ['hep-th/9901001', 'hep-th/9901001', undefined],
  ['https://arxiv.org/abs/2401.12345v2', '2401.12345', 2],
  ['http://arxiv.org/pdf/2401.12345.pdf', '2401.12345', undefined],
  ['https://arxiv.org/pdf/cs/0112017v1.pdf', 'cs/0112017', 1],
  ['https://arxiv.org/html/2401.12345v1/', '2401.12345', 1],
  ['https://arxiv.org/abs/2401.12345?context=cs.CL', '2401.12345', undefined],
  ['https://doi.org/10.48550/arXiv.2401.12345', '2401.12345', undefined],
] as const)('reads %s', (text, id, version) => {
  expect(parseArxivId(text)).toEqual({ id, version })
})

it.each(['2413.12345', '2401.123', '2401.123456', '12345', 'cs/011201', 'https://example.org/abs/2401.12345', 'papers.jsonl', ''])(
  'does not take %s for an id',
  (text) => expect(parseArxivId(text)).toBeUndefined(),
)
