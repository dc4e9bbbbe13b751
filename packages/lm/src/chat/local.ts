import type { CausalLM } from '../causal/causal-lm.ts'
import { finishGeneration, type GeneratedPiece, type Generation, generate } from '../generation/generate.ts'
import type { NewToken } from '../generation/generate-tokens.ts'
import { composeProcessors, type LogitProcessor, temperature, topP } from '../generation/logit-processors.ts'
import type { ChatAnswer, ChatRequest, ScoredToken, StreamingChatModel } from '../model.ts'
import { ChatError } from './chat-error.ts'
import type { TemplateMessage } from './template.ts'

/** Enough for a paragraph; a model that never ends its turn must end somewhere. */
const defaultMaxTokens = 512

/**
 * A chat model over a local causal language model and its chat template. Answers that are drawn without a seed take seed 0, so that all of them can
 * be repeated. Throws ChatError `chat-config` where the model has no template; a request throws as `generate` does.
 *
 * @example
 * using model = await loadCausalLM('SmolLM2-135M-Instruct.Q4_1.gguf', { precision: 'exact' })
 * const [answer] = await createLocalChat(model).complete({ messages: [{ role: 'user', content: 'What is gravity?' }] })
 */
export function createLocalChat(model: CausalLM): StreamingChatModel {
  const { chatTemplate, tokenizer } = model
  if (!chatTemplate)
    throw new ChatError('chat-config', `${model.name} has no chat template: it was not tuned on conversations. Take an instruct model.`)
  const promptOf = ({ messages }: ChatRequest) => tokenizer.encode(chatTemplate(messages as readonly TemplateMessage[]), addsNothing).ids
  const answer = (request: ChatRequest, count: number) =>
    generate(
      model,
      Array.from({ length: count }, () => promptOf(request)),
      optionsOf(request),
    )
  return {
    name: model.name,
    async complete(request) {
      const tokens: NewToken[][] = Array.from({ length: request.n ?? 1 }, () => [])
      const done = await finishGeneration(collect(answer(request, tokens.length), tokens))
      return done.map((generation, row) => answerOf(generation, tokens[row]))
    },
    async *stream(request) {
      const tokens: NewToken[][] = [[]]
      const pieces = collect(answer(request, 1), tokens)
      for (;;) {
        const next = await pieces.next()
        if (next.done) return answerOf(next.value[0], tokens[0])
        if (next.value.text !== '') yield next.value.text
      }
    },
  }

  function answerOf({ text, finish }: Generation, tokens: readonly NewToken[]): ChatAnswer {
    const scored = tokens.flatMap((token) => (token.scored && !model.endIds.includes(token.id) ? [token.scored] : []))
    const shown = ({ id, logProbability }: { id: number; logProbability: number }) => ({ text: textOf(id), logProbability })
    const list = scored.map((token): ScoredToken => ({ ...shown(token), top: token.top.map(shown) }))
    return { text, finish, ...(tokens.some((token) => token.scored) && { tokens: list }) }
  }

  /** A token that is part of a character shows as U+FFFD, a special one by its name. */
  function textOf(id: number): string {
    if (id >= tokenizer.vocabSize) return ''
    return tokenizer.isSpecial(id) ? tokenizer.tokenText(id) : new TextDecoder().decode(tokenizer.tokenBytes(id))
  }
}

/** The template spells out the start token and all others that the model wants. */
const addsNothing = { addSpecial: false }

function optionsOf({
  temperature: heat = 0,
  topP: share,
  maxTokens = defaultMaxTokens,
  stop,
  seed = 0,
  logProbabilities,
  signal,
}: ChatRequest) {
  const processors: LogitProcessor[] = heat > 0 ? [temperature(heat), ...(share === undefined ? [] : [topP(share)])] : []
  return {
    maxNewTokens: maxTokens,
    stop,
    topCount: logProbabilities,
    signal,
    ...(heat > 0 && { seed, processors: () => composeProcessors(...processors) }),
  }
}

async function* collect(
  pieces: AsyncGenerator<GeneratedPiece, readonly Generation[]>,
  tokens: NewToken[][],
): AsyncGenerator<GeneratedPiece, readonly Generation[]> {
  for (;;) {
    const next = await pieces.next()
    if (next.done) return next.value
    tokens[next.value.row].push(next.value.token)
    yield next.value
  }
}
