import { type Architecture, ConfigError } from './architecture.ts'

/** `model_type` of config.json → the file that has it; loaded when first wanted. The names differ from the files' in gemma3 alone. */
const files: Readonly<Record<string, () => Promise<{ readonly architecture: unknown }>>> = {
  bert: () => import('./bert.ts'),
  bloom: () => import('./bloom.ts'),
  codegen: () => import('./codegen.ts'),
  distilbert: () => import('./distilbert.ts'),
  gemma3: () => import('./gemma3_text.ts'),
  gemma3_text: () => import('./gemma3_text.ts'),
  gpt2: () => import('./gpt2.ts'),
  gpt_neo: () => import('./gpt_neo.ts'),
  gpt_neox: () => import('./gpt_neox.ts'),
  gptj: () => import('./gptj.ts'),
  llama: () => import('./llama.ts'),
  mamba2: () => import('./mamba2.ts'),
  mistral: () => import('./mistral.ts'),
  mpnet: () => import('./mpnet.ts'),
  mt5: () => import('./mt5.ts'),
  opt: () => import('./opt.ts'),
  qwen2: () => import('./qwen2.ts'),
  qwen3: () => import('./qwen3.ts'),
  roberta: () => import('./roberta.ts'),
  t5: () => import('./t5.ts'),
  'xlm-roberta': () => import('./xlm-roberta.ts'),
}

/** Every `model_type` that can be loaded. */
export const modelTypes: readonly string[] = Object.keys(files)

/** The architecture that config.json names. Throws ConfigError with the known ones. */
export async function findArchitecture(modelType: unknown): Promise<Architecture> {
  const load = typeof modelType === 'string' ? files[modelType] : undefined
  if (!load) throw new ConfigError(`config.json has model_type ${JSON.stringify(modelType)}. Known are ${modelTypes.join(', ')}.`)
  return (await load()).architecture as Architecture
}
