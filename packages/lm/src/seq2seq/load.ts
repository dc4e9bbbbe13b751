import { ConfigError } from '../architectures/architecture.ts'
import { readModel } from '../weights/read-model.ts'
import { createSeq2SeqLM, type Seq2SeqLM } from './seq2seq-lm.ts'

/**
 * Loads an encoder-decoder (T5, T5 1.1, FLAN-T5, mT5) from a Hugging Face folder, in float32. It holds native memory: dispose it (`using`).
 * Throws ConfigError for another kind of model, WeightsError for damaged files, TokenizerError.
 */
export async function loadSeq2SeqLM(path: string, { threads }: { readonly threads?: number } = {}): Promise<Seq2SeqLM> {
  const { architecture, ...read } = await readModel(path)
  if (architecture.kind !== 'encoder-decoder')
    throw new ConfigError(
      `${path} is a model of type ${architecture.modelType}, of kind ${architecture.kind}: it has no encoder and decoder.`,
    )
  return createSeq2SeqLM({ ...read, precision: 'exact', threads, architecture })
}
