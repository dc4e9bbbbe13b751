import { z } from 'zod'
import type { DecoderArchitecture } from './architecture.ts'
import { readConfig } from './config.ts'
import { type LlamaConfig, architecture as llama, readLlamaConfig } from './llama.ts'

const schema = z.object({ sliding_window: z.int().positive().nullish() })

/** Mistral (arXiv 2310.06825): Llama's layout; a token sees itself and the `sliding_window` − 1 before it. */
export const architecture: DecoderArchitecture<LlamaConfig> = {
  ...llama,
  modelType: 'mistral',
  readConfig: (json) => ({ ...readLlamaConfig(json), window: readConfig(schema, json).sliding_window ?? undefined }),
}
