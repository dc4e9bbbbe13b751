import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

import { z } from 'zod'

import type { CausalLM } from '../../causal/causal-lm.ts'
import { loadCausalLM } from '../../causal/load.ts'
import { measurePerplexity } from '../../evaluation/perplexity.ts'
import { scoreContinuations } from '../../evaluation/scoring.ts'
import { finishGeneration } from '../../generation/generate.ts'
import { generateTokens } from '../../generation/generate-tokens.ts'
import {
  type CheckContext,
  type CheckRow,
  countDifferences,
  exactRow,
  largestDifference,
  type RecordedFormat,
  toleranceRow,
} from '../recorded.ts'
import { recordedGguf } from '../tokenizer-files.ts'

const ids = z.array(z.int())
const greedy = z.object({ prompt: z.string(), ids, generated: ids, text: z.string(), compare: z.boolean(), safe_tokens: z.int() })
const ending = z.object({
  ending: z.string(),
  context_ids: ids,
  ending_ids: ids,
  logprobs: z.array(z.number()),
  sum: z.number(),
  per_token: z.number(),
  per_byte: z.number(),
})
const perplexity = z.object({
  file: z.string(),
  tokens: z.int(),
  window: z.int(),
  ids_sha256_joined_by_comma: z.string(),
  predicted: z.int(),
  bytes: z.int(),
  nats_per_token: z.number(),
  perplexity: z.number(),
  bits_per_byte: z.number(),
})
const file = z.object({
  model: z.string(),
  file_sha256: z.string(),
  greedy: z.array(greedy),
  endings: z.array(ending),
  perplexity,
})

/** Tolerances of golden-real/README.md. */
const tolerances = { token: 5e-4, sum: 1e-3, loss: 1e-4 }

/** What a real model writes greedily, its log-probabilities of answers, and its loss on WikiText-2. */
export const format: RecordedFormat = {
  name: 'golden-real/generate 1',
  recognizes: (recorded) => recorded.format === 'golden-real/generate 1',
  async *check(recorded, context) {
    const golden = file.parse(recorded)
    using model = await loadCausalLM(await recordedGguf(golden, context), { precision: 'exact' })
    yield* greedyRows(model, golden.greedy, context)
    yield* endingRows(model, golden.endings)
    yield* perplexityRows(model, golden.perplexity, context)
  },
}

/** All prompts side by side. Tokens count where the best was clear: a margin below 0.02 may fall either way in float32. */
async function* greedyRows(model: CausalLM, expected: z.infer<typeof greedy>[], { signal }: CheckContext): AsyncGenerator<CheckRow> {
  const count = Math.max(...expected.map(({ generated }) => generated.length))
  const written = await finishGeneration(
    generateTokens(
      model,
      expected.map((entry) => entry.ids),
      { maxNewTokens: count, endIds: [], signal },
    ),
  )
  for (const [i, { prompt, ids: promptIds, generated, text, compare, safe_tokens }] of expected.entries()) {
    yield exactRow(`greedy ${i} prompt ids`, countDifferences(model.tokenizer.encode(prompt).ids, promptIds))
    const safe = compare ? generated.length : safe_tokens
    yield exactRow(`greedy ${i} tokens`, countDifferences(written[i].ids.slice(0, safe), generated.slice(0, safe)))
    yield exactRow(`greedy ${i} text`, model.tokenizer.decode(generated) === text ? 0 : 1)
  }
}

async function* endingRows(model: CausalLM, endings: z.infer<typeof ending>[]): AsyncGenerator<CheckRow> {
  for (const [i, expected] of endings.entries()) {
    const [{ logProbabilities, sum }] = await scoreContinuations(model, expected.context_ids, [expected.ending_ids])
    yield toleranceRow(`ending ${i} logprobs`, largestDifference(logProbabilities, expected.logprobs), tolerances.token)
    yield toleranceRow(`ending ${i} sum`, Math.abs(sum - expected.sum), tolerances.sum)
    const byteCount = new TextEncoder().encode(expected.ending).length
    const shares = [sum / expected.ending_ids.length, sum / byteCount]
    yield toleranceRow(
      `ending ${i} per token and byte`,
      largestDifference(shares, [expected.per_token, expected.per_byte]),
      tolerances.token,
    )
  }
}

/** Models that want a start token have it before each window, and then every token of a window is predicted. */
async function* perplexityRows(
  model: CausalLM,
  expected: z.infer<typeof perplexity>,
  { seeker, signal }: CheckContext,
): AsyncGenerator<CheckRow> {
  const packed = await readFile(await seeker.findNamed(expected.file))
  const text = (await promisify(gunzip)(packed)).toString('utf8')
  const tokens = model.tokenizer.encode(beginning(text, expected.tokens), { special: false }).ids.slice(0, expected.tokens)
  const sha256 = createHash('sha256').update(Array.from(tokens).join(',')).digest('hex')
  yield exactRow('perplexity ids', sha256 === expected.ids_sha256_joined_by_comma ? 0 : 1)
  const isWhole = expected.predicted === expected.tokens
  const startId = isWhole ? model.tokenizer.encode('').ids[0] : undefined
  const found = await measurePerplexity(model, tokens, { windowTokens: expected.window, startId, signal })
  yield exactRow(
    'perplexity predicted and bytes',
    countDifferences([found.predictedTokens, found.predictedBytes], [expected.predicted, expected.bytes]),
  )
  yield toleranceRow('perplexity nats_per_token', Math.abs(found.loss - expected.nats_per_token), tolerances.loss)
  yield toleranceRow('perplexity bits_per_byte', Math.abs(found.bitsPerByte - expected.bits_per_byte), tolerances.loss)
}

/** Enough of a text for its first tokens, cut at the end of a line, where no token goes over. */
function beginning(text: string, tokens: number): string {
  const longestToken = 32
  const end = text.indexOf('\n', tokens * longestToken)
  return end < 0 ? text : text.slice(0, end)
}
