import type { Normalizer } from './normalizers.ts'
import { translatePattern } from './pattern.ts'
import { by, gpt2Pattern, type PreTokenizer } from './pre-tokenizers.ts'
import { TokenizerError } from './tokenizer-error.ts'
import { unicodeForm } from './unicode-form.ts'

/** How a byte-level vocabulary in a GGUF file cuts its text; `wholeFirst`: a piece that is a token is not merged together. */
type Cutting = { readonly normalize: Normalizer; readonly steps: readonly PreTokenizer[]; readonly wholeFirst: boolean }

const asItIs: Normalizer = (aligned) => aligned
const gpt2 = by(gpt2Pattern, 'Isolated')
const eachDigit = by(/\p{N}/gu, 'Isolated')
const qwen2 = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`
const llama3 = qwen2.replace(String.raw`|\p{N}|`, String.raw`|\p{N}{1,3}|`)
const o200k =
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|` +
  String.raw`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|` +
  String.raw`\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+`

const plain = (steps: readonly PreTokenizer[]): Cutting => ({ normalize: asItIs, steps, wholeFirst: false })
const cutBy = (pattern: string) => [by(translatePattern(pattern), 'Isolated')]

/** By `tokenizer.ggml.pre`; names of vocabularies that are cut alike share a row (the models' own tokenizer.json; llama.cpp, llama-vocab.cpp). */
const cuttings: readonly [names: readonly string[], () => Cutting][] = [
  [['default', 'gpt-2', 'gpt2', 'mpt', 'olmo', 'jina-es', 'jina-de', 'phi-2', 'roberta-bpe'], () => plain([gpt2])],
  [['smollm', 'starcoder', 'refact', 'command-r', 'codeshell', 'exaone'], () => plain([eachDigit, gpt2])],
  // The models' own pipeline begins with NFC, which llama.cpp leaves out.
  [['qwen2', 'deepseek-r1-qwen'], () => ({ ...plain(cutBy(qwen2)), normalize: (aligned) => unicodeForm(aligned, 'NFC') })],
  [['stablelm2'], () => plain(cutBy(qwen2))],
  [['llama-bpe', 'llama3', 'llama-v3'], () => ({ ...plain(cutBy(llama3)), wholeFirst: true })],
  [['gpt-4o', 'o200k'], () => plain(cutBy(o200k))],
]

/** The normalization and cutting that `tokenizer.ggml.pre` names. Throws TokenizerError for a name that is not known: ids would be wrong unnoticed. */
export function ggufCutting(pre: string): Cutting {
  const row = cuttings.find(([names]) => names.includes(pre))
  if (row) return row[1]()
  const known = cuttings.flatMap(([names]) => names).join(', ')
  throw new TokenizerError(
    'tokenizer-unsupported',
    `this GGUF file cuts its text as "${pre}" does; known are ${known}. Use the model's tokenizer.json.`,
  )
}
