import type { CausalLM } from '../../causal/causal-lm.ts'
import type { ModelTokenizer } from '../../tokenizers/tokenizer.ts'
import { badRequest } from '../api-error.ts'
import type { TextInput, WriteJob } from './job.ts'

/** A prompt in tokens, with what `echo` gives back of it. */
export type Prompt = { readonly ids: readonly number[]; readonly text?: string }

/** The prompts of a job as token ids. Throws ApiError where one has no tokens, ids of another vocabulary, or more than the context holds. */
export function readPrompts(model: CausalLM, job: WriteJob): readonly Prompt[] {
  const prompts = 'messages' in job.prompts ? [renderMessages(model, job.prompts.messages)] : job.prompts.map((p) => readPrompt(model, p))
  prompts.forEach((prompt, i) => {
    checkPrompt(model, prompt.ids, job.maxTokens ?? 1, prompts.length > 1 ? `prompt ${i}` : 'the prompt')
  })
  return prompts
}

/** Token ids as they are, texts encoded as the model expects them. Throws ApiError for ids of another vocabulary. */
export function idsOf(tokenizer: ModelTokenizer, input: TextInput, vocabSize = tokenizer.vocabSize): readonly number[] {
  if (typeof input === 'string') return Array.from(tokenizer.encode(input).ids)
  const foreign = input.find((id) => id >= vocabSize)
  if (foreign !== undefined)
    throw badRequest(`Token id ${foreign} is outside this model's vocabulary of ${vocabSize}: was it made by another tokenizer?`)
  return input
}

function readPrompt({ tokenizer, sizes }: CausalLM, input: TextInput): Prompt {
  return { ids: idsOf(tokenizer, input, sizes.vocabSize), ...(typeof input === 'string' && { text: input }) }
}

function renderMessages(
  { name, chatTemplate, tokenizer }: CausalLM,
  messages: Parameters<NonNullable<CausalLM['chatTemplate']>>[0],
): Prompt {
  if (!chatTemplate) {
    throw badRequest(`${name} has no chat template: it was not tuned on conversations. Use /v1/completions, or an instruct model.`, {
      param: 'model',
      code: 'not_a_chat_model',
    })
  }
  // The template spells out the start token and all others that the model wants.
  return { ids: Array.from(tokenizer.encode(chatTemplate(messages), { addSpecial: false }).ids) }
}

function checkPrompt({ sizes: { maxLengthTokens } }: CausalLM, { length }: readonly number[], newTokens: number, what: string): void {
  if (length === 0) throw badRequest(`${what} has no tokens: a model needs at least one to begin with.`, { param: 'prompt' })
  if (length + newTokens <= maxLengthTokens) return
  throw badRequest(
    `This model's context is ${maxLengthTokens} tokens; ${what} has ${length}, and ${newTokens} more are asked for. Shorten it, or ask for fewer.`,
    { param: 'prompt', code: 'context_length_exceeded' },
  )
}
