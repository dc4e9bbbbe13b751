import { expect, it } from 'vitest'

import { bareTemplate, readPostProcessor } from './post-processors.ts'

const a = { Sequence: { id: 'A', type_id: 0 } }
const b = { Sequence: { id: 'B', type_id: 1 } }
const template = {
  type: 'TemplateProcessing',
  single: [{ SpecialToken: { id: '<s>', type_id: 0 } }, a],
  pair: [{ SpecialToken: { id: '<s>', type_id: 0 } }, a, b],
  special_tokens: { '<s>': { id: '<s>', ids: [7, 8], tokens: ['<', 's>'] } },
}

it('reads a template, and the fixed ones of BERT and RoBERTa', () => {
  expect(readPostProcessor(template).pair).toEqual([
    { ids: [7, 8], type: 0 },
    { sequence: 0, type: 0 },
    { sequence: 1, type: 1 },
  ])
  const bert = readPostProcessor({ type: 'BertProcessing', sep: ['[SEP]', 3], cls: ['[CLS]', 2] })
  expect(bert.pair.at(-1)).toEqual({ ids: [3], type: 1 })
  const roberta = readPostProcessor({
    type: 'RobertaProcessing',
    sep: ['</s>', 3],
    cls: ['<s>', 2],
    trim_offsets: true,
    add_prefix_space: false,
  })
  expect(roberta.pair[2]).toEqual({ ids: [3, 3], type: 0 })
})

it('adds nothing for ByteLevel and null, and takes the one of a sequence that adds', () => {
  expect(readPostProcessor({ type: 'ByteLevel' })).toBe(bareTemplate)
  expect(readPostProcessor(null)).toBe(bareTemplate)
  expect(readPostProcessor({ type: 'Sequence', processors: [{ type: 'ByteLevel' }, template] }).single).toHaveLength(2)
  expect(() => readPostProcessor({ type: 'Sequence', processors: [template, template] })).toThrow(/several steps/)
})

it('names a special token that its list lacks', () => {
  expect(() => readPostProcessor({ ...template, special_tokens: {} })).toThrow(/uses <s>/)
})
