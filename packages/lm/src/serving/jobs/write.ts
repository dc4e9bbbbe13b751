import { batchesWithin } from '../../causal/batch.ts'
import type { CausalLM } from '../../causal/causal-lm.ts'
import { type GenerateOptions, generate } from '../../generation/generate.ts'
import { constrainToGrammar } from '../../generation/grammar/constrain.ts'
import { grammarOfSchema } from '../../generation/grammar/json-schema.ts'
import { parseGrammar } from '../../generation/grammar/parse.ts'
import { composeProcessors, type LogitProcessor, temperature, topP } from '../../generation/logit-processors.ts'
import type { ScoredId } from '../../generation/score-token.ts'
import type { AnswerToken, JobEvent, WriteJob } from './job.ts'
import { type Prompt, readPrompts } from './prompt-ids.ts'
import { listenToPrompts, type PromptScores } from './prompt-scores.ts'
import { createSpelling, tokenText } from './token-text.ts'

/** Rows that are written side by side: their prompts have at most this many tokens, padding included … */
const tokensPerBatch = 8192
/** … and their logits at most so many numbers, where all of them are wanted (256 MB). */
const logitsPerBatch = 2 ** 26

type Row = { readonly index: number; readonly prompt: Prompt }

/** Runs a job on a model: `accepted`, then the pieces as they come. Throws ApiError where the job cannot be run, GrammarError, and the signal's reason. */
export async function* runWrite(model: CausalLM, job: WriteJob, signal: AbortSignal): AsyncGenerator<JobEvent> {
  const prompts = readPrompts(model, job)
  const grammar = job.schema && parseGrammar(grammarOfSchema(job.schema))
  const constrain = grammar && ((promptLength: number) => grammarProcessor(model, grammar, promptLength))
  yield { type: 'accepted', promptTokens: prompts.reduce((sum, { ids }) => sum + ids.length, 0), fingerprint: fingerprintOf(model) }
  const rows = prompts.flatMap((prompt, i) => Array.from({ length: job.n }, (_, j): Row => ({ index: i * job.n + j, prompt })))
  const places = job.echo && job.topCount !== undefined ? Math.floor(logitsPerBatch / model.sizes.vocabSize) : tokensPerBatch
  const batches = batchesWithin(
    rows.map(({ prompt }) => prompt.ids),
    places,
  )
  for (const [i, batch] of batches.entries()) {
    const picked = batch.map((row) => rows[row])
    yield* writeRows(model, picked, optionsOf(job, picked, i, signal, constrain), job)
  }
}

/** Which weights answered, and in which precision. */
function fingerprintOf({ precision, sha256 }: CausalLM): string {
  return `${precision}-${sha256.slice(0, 12)}`
}

function grammarProcessor({ tokenizer, endIds }: CausalLM, grammar: ReturnType<typeof parseGrammar>, promptLength: number): LogitProcessor {
  const bytesOf = (id: number) => (tokenizer.isSpecial(id) ? undefined : tokenizer.tokenBytes(id))
  return constrainToGrammar(grammar, { vocabSize: tokenizer.vocabSize, bytesOf }, { endIds, promptLength })
}

function optionsOf(
  { maxTokens, usualTokens, stop, seed, topCount, temperature: heat, topP: share }: WriteJob,
  rows: readonly Row[],
  batch: number,
  signal: AbortSignal,
  constrain?: (promptLength: number) => LogitProcessor,
): GenerateOptions {
  const drawing = heat > 0 ? [temperature(heat), ...(share < 1 ? [topP(share)] : [])] : []
  const processors = constrain
    ? (row: number) => composeProcessors(constrain(rows[row].prompt.ids.length), ...drawing)
    : () => composeProcessors(...drawing)
  return {
    // The loop writes at least one token: where none is wanted it is not shown.
    maxNewTokens: Math.max(1, maxTokens ?? usualTokens),
    stop,
    topCount,
    signal,
    ...((constrain || heat > 0) && { processors }),
    // The loop numbers the rows of each batch from 0: the batches must not draw alike.
    ...(heat > 0 && { seed: seed + batch }),
  }
}

async function* writeRows(model: CausalLM, rows: readonly Row[], options: GenerateOptions, job: WriteJob): AsyncGenerator<JobEvent> {
  const { model: listening, scores } = job.echo && job.topCount !== undefined ? listenToPrompts(model, job.topCount) : { model, scores: [] }
  const spellings = rows.map(() => createSpelling(model.tokenizer, false))
  const echoed: number[] = []
  const prompts = rows.map(({ prompt }) => prompt.ids)
  for await (const { row, text, token } of generate(listening, prompts, options)) {
    const { index, prompt } = rows[row]
    if (job.echo && echoed[row] === undefined) {
      const echo = echoOf(model, prompt, scores[row])
      echoed[row] = echo.text.length
      const finish = job.maxTokens === 0 ? ('length' as const) : undefined
      yield { type: 'piece', row: index, ...echo, written: 0, ...(finish && { finish }) }
    }
    if (job.maxTokens === 0) continue
    const { id, scored, finish } = token
    const { added: _, ...spelled } = spellings[row](id)
    const tokens = scored ? [answerToken(model, { ...spelled, start: spelled.start + (echoed[row] ?? 0) }, scored)] : []
    yield { type: 'piece', row: index, text, tokens, written: 1, ...(finish && { finish }) }
  }
}

/** A prompt as the beginning of an answer. */
function echoOf(model: CausalLM, { ids, text }: Prompt, scores?: PromptScores): { text: string; tokens: AnswerToken[] } {
  const spell = createSpelling(model.tokenizer, true)
  const spelled = ids.map(spell)
  const tokens = scores ? spelled.map(({ added: _, ...token }, i) => answerToken(model, token, scores[i - 1])) : []
  return { text: text ?? spelled.map(({ added }) => added).join(''), tokens }
}

function answerToken({ tokenizer }: CausalLM, spelled: Pick<AnswerToken, 'text' | 'bytes' | 'start'>, scored?: ScoredId): AnswerToken {
  const top = (scored?.top ?? []).map(({ id, logProbability }) => ({ ...tokenText(tokenizer, id), logProbability }))
  return { ...spelled, logProbability: scored?.logProbability ?? null, top }
}
