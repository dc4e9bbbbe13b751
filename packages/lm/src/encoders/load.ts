import { ConfigError } from '../architectures/architecture.ts'
import { readModel } from '../weights/read-model.ts'
import { createEncoder, type Encoder } from './encoder.ts'

/**
 * Loads an encoder (BERT, RoBERTa, DistilBERT, MPNet …) from a Hugging Face folder, in float32. It holds native memory: dispose it (`using`).
 * Throws ConfigError for an unknown architecture, WeightsError for damaged files and parts of different models, TokenizerError.
 *
 * @example
 * using encoder = await loadEncoder('models/all-MiniLM-L6-v2')
 * const { hidden } = await encoder.forward([encoder.tokenizer.encode('A cat sleeps.').ids]) // [1, length, size]
 */
export async function loadEncoder(path: string, { threads }: { readonly threads?: number } = {}): Promise<Encoder> {
  const { architecture, ...read } = await readModel(path)
  if (architecture.kind !== 'encoder')
    throw new ConfigError(`${path} is a model of type ${architecture.modelType}, of kind ${architecture.kind}: load it with loadCausalLM.`)
  return createEncoder({ ...read, precision: 'exact', threads, architecture })
}
