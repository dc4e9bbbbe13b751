import { z } from 'zod'
import { ConfigError, type DecoderArchitecture } from './architecture.ts'
import { readConfig } from './config.ts'
import { type LlamaConfig, architecture as llama, readLlamaConfig } from './llama.ts'

const schema = z.object({ use_sliding_window: z.boolean().default(false) })

/** Qwen 2 (arXiv 2407.10671): Llama's layout with a bias on q, k and v alone. */
export const architecture: DecoderArchitecture<LlamaConfig> = {
  ...llama,
  modelType: 'qwen2',
  readConfig(json) {
    if (readConfig(schema, json).use_sliding_window)
      throw new ConfigError(
        'config.json sets use_sliding_window, which differs from layer to layer and is not built: use a checkpoint without it.',
      )
    return { ...readLlamaConfig(json), bias: { queryKeyValue: true, output: false, feedForward: false } }
  },
}
