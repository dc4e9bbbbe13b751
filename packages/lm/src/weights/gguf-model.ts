import type { Gguf, GgufTensor } from './gguf.ts'
import { WeightsError } from './weights-error.ts'

/** A GGUF file in the words of a Hugging Face folder: config.json's keys, and its tensors under their published names. */
export type GgufModel = { readonly config: Readonly<Record<string, unknown>>; readonly tensors: ReadonlyMap<string, GgufTensor> }

/** One architecture of GGUF files (llama.cpp, gguf-py/gguf/constants.py and tensor_mapping.py). */
type GgufArchitecture = { readonly modelType: string; readonly extra: (value: Lookup) => Record<string, unknown> }
/** A value of the header under the architecture's own prefix. */
type Lookup = (key: string) => unknown

const architectures: Readonly<Record<string, GgufArchitecture>> = {
  // Rows of q and k are ordered so that rotary pairs are neighbors.
  llama: { modelType: 'llama', extra: () => ({ rope_interleaved: true }) },
  qwen2: { modelType: 'qwen2', extra: () => ({}) },
  qwen3: { modelType: 'qwen3', extra: () => ({}) },
  gemma3: { modelType: 'gemma3', extra: gemma3Keys },
}

/** The names of a layer's tensors, behind `blk.N.` and `model.layers.N.`; gemma3 has two norms more and calls one differently. */
const layerNames: Readonly<Record<string, string>> = {
  attn_norm: 'input_layernorm',
  attn_q: 'self_attn.q_proj',
  attn_k: 'self_attn.k_proj',
  attn_v: 'self_attn.v_proj',
  attn_output: 'self_attn.o_proj',
  attn_q_norm: 'self_attn.q_norm',
  attn_k_norm: 'self_attn.k_norm',
  ffn_norm: 'post_attention_layernorm',
  ffn_gate: 'mlp.gate_proj',
  ffn_up: 'mlp.up_proj',
  ffn_down: 'mlp.down_proj',
}
const gemma3Names: Readonly<Record<string, string>> = {
  ...layerNames,
  post_attention_norm: 'post_attention_layernorm',
  ffn_norm: 'pre_feedforward_layernorm',
  post_ffw_norm: 'post_feedforward_layernorm',
}
const outerNames: Readonly<Record<string, string>> = { token_embd: 'model.embed_tokens', output_norm: 'model.norm', output: 'lm_head' }

/**
 * What a GGUF file says of its model in the words of config.json, and its tensors by published names. Rows of q and k stay as the file has them
 * (`rope_interleaved`). Throws WeightsError for an architecture that is not known and for a header that lacks a size.
 */
export function ggufModel(gguf: Gguf, name: string): GgufModel {
  const architecture = String(gguf.metadata.get('general.architecture')?.value)
  const known = Object.hasOwn(architectures, architecture) ? architectures[architecture] : undefined
  if (!known) {
    throw new WeightsError(
      'weights-unsupported',
      `${name} holds a model of architecture ${architecture}; GGUF files of ${Object.keys(architectures).join(', ')} can be loaded`,
    )
  }
  const value: Lookup = (key) => gguf.metadata.get(`${architecture}.${key}`)?.value
  const names = architecture === 'gemma3' ? gemma3Names : layerNames
  const tensors = new Map(
    [...gguf.tensors]
      .filter(([stored]) => stored !== 'rope_freqs.weight')
      .map(([stored, tensor]) => [publishedName(stored, names, name), tensor]),
  )
  return { config: { model_type: known.modelType, ...sizes(gguf, value, tensors, name), ...known.extra(value) }, tensors }
}

function publishedName(stored: string, names: Readonly<Record<string, string>>, file: string): string {
  const [, layer, part, end] = /^(?:blk\.(\d+)\.)?([a-z_]+)\.(weight|bias)$/.exec(stored) ?? []
  const published = layer === undefined ? outerNames[part] : names[part]
  if (published === undefined)
    throw new WeightsError('weights-unsupported', `${file} holds a tensor ${stored}, which this architecture has no place for`)
  return layer === undefined ? `${published}.${end}` : `model.layers.${layer}.${published}.${end}`
}

function sizes(gguf: Gguf, value: Lookup, tensors: GgufModel['tensors'], name: string): Record<string, unknown> {
  const need = (key: string) => {
    const found = value(key)
    if (typeof found === 'number') return found
    throw new WeightsError(
      'weights-format',
      `${name} does not say ${key} in its header: it is damaged or of a kind that this program does not know`,
    )
  }
  const token = (key: string) => gguf.metadata.get(`tokenizer.ggml.${key}_token_id`)?.value
  const heads = need('attention.head_count')
  const hidden = need('embedding_length')
  return {
    vocab_size: tensors.get('model.embed_tokens.weight')?.shape[0],
    hidden_size: hidden,
    intermediate_size: need('feed_forward_length'),
    num_hidden_layers: need('block_count'),
    num_attention_heads: heads,
    num_key_value_heads: value('attention.head_count_kv') ?? heads,
    head_dim: value('attention.key_length') ?? hidden / heads,
    max_position_embeddings: need('context_length'),
    rms_norm_eps: need('attention.layer_norm_rms_epsilon'),
    rope_theta: value('rope.freq_base') ?? 10_000,
    tie_word_embeddings: !tensors.has('lm_head.weight'),
    bos_token_id: token('bos'),
    eos_token_id: token('eos'),
    pad_token_id: token('padding'),
    ...ropeScaling(gguf, value),
  }
}

/** Llama 3 files hold the factors themselves (rope_freqs), linear scaling is a number. */
function ropeScaling(gguf: Gguf, value: Lookup): Record<string, unknown> {
  if (gguf.tensors.has('rope_freqs.weight')) {
    throw new WeightsError(
      'weights-unsupported',
      'this GGUF file scales its rotary positions by a table (rope_freqs); load the model from its safetensors folder',
    )
  }
  if (value('rope.scaling.type') !== 'linear') return {}
  return { rope_scaling: { rope_type: 'linear', factor: value('rope.scaling.factor') } }
}

/** What the file leaves out: the base of the window layers and that every sixth layer sees everything; its norm weights hold the one that Hugging Face adds. */
function gemma3Keys(value: Lookup): Record<string, unknown> {
  return {
    hidden_act: 'gelu_pytorch_tanh',
    sliding_window: value('attention.sliding_window'),
    sliding_window_pattern: 6,
    rope_local_base_freq: 10_000,
    query_pre_attn_scalar: value('attention.key_length'),
    norm_holds_one: true,
  }
}
