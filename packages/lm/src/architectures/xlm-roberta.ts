import type { EncoderArchitecture } from './architecture.ts'
import type { BertConfig } from './bert.ts'
import { architecture as roberta } from './roberta.ts'

/** XLM-RoBERTa (arXiv 1911.02116): RoBERTa with a vocabulary of 100 languages. */
export const architecture: EncoderArchitecture<BertConfig> = { ...roberta, modelType: 'xlm-roberta' }
