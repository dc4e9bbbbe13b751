import { expect, it } from 'vitest'

import { architecture } from '../architectures/llama.ts'
import { nameParameters } from './parameters.ts'

const json = { vocab_size: 10, hidden_size: 4, intermediate_size: 6, num_hidden_layers: 1, num_attention_heads: 2 }
const config = architecture.readConfig(json)
const stored = () => new Map(Object.entries(architecture.shapes(config)).map(([name, { shape }]) => [name, { shape, name }]))

it('takes names with and without the prefix of the base model, norms of older files, and leaves buffers out', () => {
  const tensors = new Map(
    [...stored()].map(([name, tensor]) => [name.replace(/^model\./, '').replace(/norm\.weight$/, 'norm.gamma'), tensor]),
  )
  tensors.set('layers.0.self_attn.rotary_emb.inv_freq', { shape: [1], name: 'buffer' })
  const { parameters, fileNames } = nameParameters(tensors, architecture, config)
  expect(Object.keys(parameters).sort()).toEqual([...stored().keys()].sort())
  expect(parameters['model.norm.weight'].name).toBe('model.norm.weight')
  expect(fileNames.get('model.norm.weight')).toBe('norm.gamma')
})

it('does without a tied output matrix where the architecture does', () => {
  const tensors = stored()
  tensors.delete('lm_head.weight')
  expect(() => nameParameters(tensors, architecture, config)).toThrow(/lack lm_head\.weight/)
  const tied = architecture.readConfig({ ...json, tie_word_embeddings: true })
  expect(nameParameters(tensors, architecture, tied).parameters).not.toHaveProperty('lm_head.weight')
})

it('names what is missing, and what has another shape', () => {
  const tensors = stored()
  for (const name of [...tensors.keys()].slice(1)) tensors.delete(name)
  expect(() => nameParameters(tensors, architecture, config)).toThrow(/and \d+ more parameters that llama needs/)
  const wide = architecture.readConfig({ ...json, hidden_size: 8 })
  expect(() => nameParameters(stored(), architecture, wide)).toThrow(/shape \[10, 4\].*\[10, 8\]/)
})
