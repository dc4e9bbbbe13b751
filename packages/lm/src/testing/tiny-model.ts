import { createRandom } from '@offprint/engine'

import { architecture } from '../architectures/llama.ts'
import { type CausalLM, type CausalParts, createCausalLM } from '../causal/causal-lm.ts'
import { trainByteBpe } from '../tokenizers/byte-bpe.ts'
import { readTokenizer } from '../tokenizers/hugging-face.ts'

/** config.json of the tiny model but for its vocabulary. */
export const tinySizes = {
  hidden_size: 24,
  intermediate_size: 32,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  max_position_embeddings: 64,
}

const texts = ['the cat sat on the mat and the dog sat on the log', 'a café, naïve – 你好 😀 the end', 'the cat and the dog and the mat']

/** tokenizer.json of the tiny model. */
export function tinyTokenizerJson() {
  return trainByteBpe(texts, { vocabSize: 300, special: ['<|end|>', '<|user|>', '<|model|>'] })
}

/** A llama of two layers with random weights and a byte-level vocabulary of 300, whose token 0 ends a text. For tests. */
export function createTinyModel(seed = 1, parts: Partial<CausalParts> = {}): CausalLM {
  const tokenizer = readTokenizer(tinyTokenizerJson())
  const config = architecture.readConfig({ ...tinySizes, vocab_size: tokenizer.vocabSize })
  const random = createRandom(seed)
  const parameters = Object.fromEntries(
    Object.entries(architecture.shapes(config)).map(([name, { shape }]) => [name, random.normal(shape, name.includes('norm') ? 1 : 0.3)]),
  )
  return createCausalLM({
    name: 'tiny',
    sha256: '',
    precision: 'exact',
    threads: 1,
    tokenizer,
    architecture,
    config,
    parameters,
    endIds: [0],
    ...parts,
  })
}
