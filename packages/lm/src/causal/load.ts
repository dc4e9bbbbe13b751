import { ConfigError } from '../architectures/architecture.ts'
import { readModel } from '../weights/read-model.ts'
import { type CausalLM, createCausalLM, type Precision } from './causal-lm.ts'

export type LoadCausalOptions = {
  /** exact: dequantised float32. */
  readonly precision: Extract<Precision, 'exact'>
  /** Of the runtime; as many as there are cores where not given. */
  readonly threads?: number
  /** What results call the model; the file's name where not given. */
  readonly name?: string
}

/**
 * Loads a decoder from a Hugging Face folder (config.json, tokenizer.json, safetensors in one or several files) or a GGUF file. It holds
 * native memory: dispose it (`using`). Throws ConfigError for an unknown architecture, WeightsError for files that are cut off, damaged or
 * of different models, TokenizerError for a tokenizer that cannot be read.
 *
 * @example
 * using model = await loadCausalLM('SmolLM2-135M-Instruct.Q4_1.gguf', { precision: 'exact' })
 * const { logits } = await model.forward([model.tokenizer.encode('The capital of France is').ids])
 */
export async function loadCausalLM(path: string, { precision, threads, name }: LoadCausalOptions): Promise<CausalLM> {
  const { architecture, ...read } = await readModel(path)
  if (architecture.kind !== 'decoder') {
    throw new ConfigError(
      `${path} is a model of type ${architecture.modelType}, of kind ${architecture.kind}: it does not write texts from left to right.`,
    )
  }
  return createCausalLM({ ...read, name: name ?? read.name, precision, threads, architecture })
}
