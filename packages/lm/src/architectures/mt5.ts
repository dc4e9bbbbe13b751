import type { EncoderDecoderArchitecture } from './architecture.ts'
import { type T5Config, architecture as t5 } from './t5.ts'

/** mT5 (arXiv 2010.11934): T5 v1.1 with a vocabulary of 101 languages; gated GELU and an untied output unless config.json says otherwise. */
export const architecture: EncoderDecoderArchitecture<T5Config> = {
  ...t5,
  modelType: 'mt5',
  readConfig: (json) => t5.readConfig({ feed_forward_proj: 'gated-gelu', tie_word_embeddings: false, ...json }),
}
