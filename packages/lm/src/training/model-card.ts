import { basename } from 'node:path'

import type { TextLoss } from '../evaluation/perplexity.ts'
import type { Baselines } from './baseline.ts'
import type { Corpus } from './corpus.ts'
import type { TrainingPreset } from './presets.ts'
import type { Sample } from './samples.ts'

export type ModelCardFacts = {
  readonly name: string
  readonly parameterCount: number
  readonly preset: TrainingPreset
  readonly corpus: Pick<Corpus, 'file' | 'sha256' | 'documentCount' | 'heldOut' | 'tokenizer'>
  readonly fields: readonly string[]
  readonly seed: number
  readonly steps: number
  readonly tokens: number
  readonly minutes: number
  readonly heldOut: TextLoss
  readonly baselines: Baselines
  readonly samples: readonly Sample[]
  readonly command: string
}

/** README.md of a trained model: what it is, what it was trained on, how well it predicts, and the command that makes it again. */
export function formatModelCard(facts: ModelCardFacts): string {
  const { name, preset, corpus, heldOut, baselines } = facts
  const rows = {
    data: `${basename(corpus.file)}, ${facts.fields.join(' and ')} of ${count(corpus.documentCount)} documents`,
    'data sha256': `\`${corpus.sha256}\``,
    'held out': `the ${count(corpus.heldOut.length)} documents whose id (else text) has the smallest sha256`,
    architecture: `llama, hidden size ${preset.hiddenSize}, ${preset.layerCount} layers, ${preset.headCount} heads, tied embeddings, ${preset.lengthTokens} tokens of context`,
    parameters: count(facts.parameterCount),
    tokenizer: `byte-level BPE, ${count(corpus.tokenizer.vocabSize)} tokens, trained on the same text`,
    steps: `${count(facts.steps)} of ${preset.batchSize} × ${preset.lengthTokens} tokens, AdamW at ${preset.rate}, seed ${facts.seed}`,
    tokens: count(facts.tokens),
    minutes: facts.minutes.toFixed(1),
  }
  const score = (who: string, { loss, perplexity, bitsPerByte }: TextLoss) =>
    `| ${who} | ${bitsPerByte.toFixed(4)} | ${loss.toFixed(4)} | ${perplexity.toFixed(2)} |`
  const scores = [
    score('this model', heldOut),
    score('5-gram (modified Kneser-Ney) that counted the same tokens', baselines.sameTokens),
    score(`5-gram that counted ${count(baselines.allTokenCount)} tokens of the training text`, baselines.allTokens),
  ]
  const table = Object.entries(rows).map(([key, value]) => `| ${key} | ${value} |`)
  return [
    `# ${name}`,
    'A language model trained from scratch by `offprint train`. Weights are stored as float16 and were measured as stored.',
    ['| | |', '|---|---|', ...table].join('\n'),
    `Held-out text (${count(heldOut.predictedBytes)} bytes), each token predicted from the text before it:`,
    ['| | bits per byte | nats a token | perplexity |', '|---|---|---|---|', ...scores].join('\n'),
    verdictOn(heldOut, baselines),
    'To make it again:',
    `\`\`\`sh\n${facts.command}\n\`\`\``,
    '## Samples',
    'Temperature 0.8, top-p 0.95, nothing chosen.',
    ...facts.samples.map(({ prompt, text }) => quoted(prompt, text)),
    '',
  ].join('\n\n')
}

function verdictOn({ bitsPerByte }: TextLoss, { sameTokens, allTokens }: Baselines): string {
  if (bitsPerByte < Math.min(allTokens.bitsPerByte, sameTokens.bitsPerByte)) return 'It beats both 5-gram models.'
  if (bitsPerByte < sameTokens.bitsPerByte) return 'It beats the 5-gram model that saw as much, not the one that counted all of the text.'
  return 'It does not beat the 5-gram models. More steps bring it closer.'
}

function quoted(prompt: string, text: string): string {
  const whole = prompt === '' ? text : `**${prompt}**${text}`
  return whole
    .trim()
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}
