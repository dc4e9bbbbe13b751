import { expect, it } from 'vitest'

import type { Gguf, GgufTensor } from './gguf.ts'
import { ggufModel } from './gguf-model.ts'

function gguf(architecture: string, keys: Record<string, unknown>, names: string[]): Gguf {
  const tensors = names.map((name): [string, GgufTensor] => [name, { name, type: 'F32', shape: [8, 4], start: 0, sizeBytes: 0 }])
  const own = Object.entries(keys).map(([key, value]) => [`${architecture}.${key}`, { type: 'u32', value }])
  return {
    version: 3,
    alignment: 32,
    headerBytes: 0,
    dataStart: 0,
    tensors: new Map(tensors),
    metadata: new Map([['general.architecture', { type: 'string', value: architecture }], ...own] as never),
  }
}
const sizes = {
  embedding_length: 4,
  feed_forward_length: 16,
  block_count: 2,
  'attention.head_count': 2,
  context_length: 64,
  'attention.layer_norm_rms_epsilon': 1e-5,
}

it('gives sizes and names as a folder has them', () => {
  const { config, tensors } = ggufModel(
    gguf('qwen2', sizes, ['token_embd.weight', 'output.weight', 'blk.1.attn_q.bias', 'blk.0.ffn_norm.weight']),
    'x',
  )
  expect(config).toMatchObject({
    model_type: 'qwen2',
    vocab_size: 8,
    hidden_size: 4,
    head_dim: 2,
    num_key_value_heads: 2,
    rope_theta: 10_000,
    tie_word_embeddings: false,
  })
  expect([...tensors.keys()]).toEqual([
    'model.embed_tokens.weight',
    'lm_head.weight',
    'model.layers.1.self_attn.q_proj.bias',
    'model.layers.0.post_attention_layernorm.weight',
  ])
})

it('fills in what a Gemma file leaves out, and tells its four norms apart', () => {
  const { config, tensors } = ggufModel(
    gguf('gemma3', { ...sizes, 'attention.sliding_window': 512, 'attention.key_length': 256 }, [
      'token_embd.weight',
      'blk.0.ffn_norm.weight',
      'blk.0.post_attention_norm.weight',
      'blk.0.post_ffw_norm.weight',
    ]),
    'x',
  )
  expect(config).toMatchObject({
    sliding_window: 512,
    rope_local_base_freq: 10_000,
    head_dim: 256,
    query_pre_attn_scalar: 256,
    tie_word_embeddings: true,
  })
  expect([...tensors.keys()].slice(1)).toEqual(
    ['pre', 'post_attention', 'post'].map(
      (name) => `model.layers.0.${name === 'post_attention' ? name : `${name}_feedforward`}_layernorm.weight`,
    ),
  )
})

it('names an architecture, a size or a tensor that it does not know', () => {
  expect(() => ggufModel(gguf('mamba', sizes, []), 'x.gguf')).toThrow(/x.gguf holds a model of architecture mamba/)
  expect(() => ggufModel(gguf('llama', { ...sizes, block_count: undefined }, []), 'x')).toThrow(/does not say block_count/)
  expect(() => ggufModel(gguf('llama', sizes, ['blk.0.ffn_gate_exps.weight']), 'x')).toThrow(/tensor blk.0.ffn_gate_exps.weight/)
})
