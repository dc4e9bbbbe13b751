import { z } from 'zod'
import { ConfigError, type DecoderArchitecture } from './architecture.ts'
import { readConfig } from './config.ts'
import { type LlamaConfig, architecture as llama, readLlamaConfig } from './llama.ts'

const schema = z.object({ use_sliding_window: z.boolean().default(false), head_dim: z.int().positive().default(128) })

/** Qwen 3 (arXiv 2505.09388): Llama's layout with an RMS norm over each query and key head before the turn; head_dim is its own number. */
export const architecture: DecoderArchitecture<LlamaConfig> = {
  ...llama,
  modelType: 'qwen3',
  readConfig(json) {
    const { use_sliding_window, head_dim } = readConfig(schema, json)
    if (use_sliding_window)
      throw new ConfigError(
        'config.json sets use_sliding_window, which differs from layer to layer and is not built: use a checkpoint without it.',
      )
    return { ...readLlamaConfig({ ...json, head_dim }), headNorms: true }
  },
}
