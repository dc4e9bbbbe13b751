import { basename } from 'node:path'

import type { Retrieval } from '../evaluation/retrieval.ts'
import type { EmbedderScores, EmbedderSettings } from './train-embedder.ts'

export type EmbedderCardFacts = {
  readonly name: string
  readonly file: string
  readonly fields: readonly string[]
  readonly dataSha256: string
  readonly settings: EmbedderSettings
  readonly vocabSize: number
  readonly pairCount: number
  readonly steps: number
  readonly minutes: number
  readonly seed: number
  readonly heldOut: EmbedderScores
  readonly command: string
}

/** README.md of a trained embedder: what it is, what it was trained on, how well it finds, and the command that makes it again. */
export function formatEmbedderCard(facts: EmbedderCardFacts): string {
  const { settings, fields, steps } = facts
  const { embedder, words, beside } = facts.heldOut
  const [query, text] = fields
  const rows = {
    data: `${basename(facts.file)}, pairs of ${query} and ${text}`,
    'data sha256': `\`${facts.dataSha256}\``,
    'held out': `the ${count(embedder.n)} documents whose id (else text) has the smallest sha256`,
    'trained on': `${count(facts.pairCount)} pairs, ${settings.epochs} times: ${count(steps)} steps of ${settings.batchSize} pairs`,
    table: `${count(facts.vocabSize)} tokens (lower-casing WordPiece, trained on the same text) × ${settings.dimension}, int8 with a factor for each row`,
    settings: `in-batch contrastive loss on cosines × 20 in both directions, Adam at ${settings.rate}, ${settings.drawnTokens} tokens drawn of a longer text, seed ${facts.seed}`,
    minutes: facts.minutes.toFixed(1),
  }
  const score = (name: string, { accuracyAt1, meanReciprocalRank }: Retrieval) =>
    `| ${name} | ${(accuracyAt1 * 100).toFixed(2)} % | ${meanReciprocalRank.toFixed(4)} |`
  const scores = [score('this embedder', embedder), score('BM25 (k1 1.2, b 0.75)', words), ...(beside ? [score(beside.name, beside)] : [])]
  return [
    `# ${facts.name}`,
    "A static sentence embedder trained from scratch by `offprint train`: the vector of a text is the mean of its tokens' rows at length 1. Measured as stored.",
    ['| | |', '|---|---|', ...Object.entries(rows).map(([key, value]) => `| ${key} | ${value} |`)].join('\n'),
    `A ${query} finds its ${text} among ${count(embedder.n)} held-out ones:`,
    ['| | first | mean reciprocal rank |', '|---|---|---|', ...scores].join('\n'),
    'To make it again:',
    `\`\`\`sh\n${facts.command}\n\`\`\``,
    '',
  ].join('\n\n')
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}
