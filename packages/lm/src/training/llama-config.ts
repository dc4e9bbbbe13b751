import type { TrainingPreset } from './presets.ts'

/** Id of the only special token of what is trained here: it separates texts, and begins and ends one. */
export const separatorId = 0
export const separatorText = '<|endoftext|>'

/** config.json of a Llama with tied embeddings, as transformers reads it. */
export function llamaConfig(preset: TrainingPreset, vocabSize: number): Readonly<Record<string, unknown>> {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    vocab_size: vocabSize,
    hidden_size: preset.hiddenSize,
    intermediate_size: preset.intermediateSize,
    num_hidden_layers: preset.layerCount,
    num_attention_heads: preset.headCount,
    num_key_value_heads: preset.headCount,
    max_position_embeddings: preset.lengthTokens,
    hidden_act: 'silu',
    rms_norm_eps: 1e-5,
    rope_theta: 10_000,
    tie_word_embeddings: true,
    bos_token_id: separatorId,
    eos_token_id: separatorId,
  }
}
