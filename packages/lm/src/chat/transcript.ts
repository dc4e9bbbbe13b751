import type { ChatAnswer, ChatModel, ChatRequest } from '../model.ts'
import { ChatError } from './chat-error.ts'

export type TranscriptOptions = {
  readonly name: string
  /** Recorded answers by key, in the order in which they were drawn. */
  readonly answers: ReadonlyMap<string, readonly string[]>
  /** What makes two requests the same one: often the last message, or all of them joined. */
  readonly key: (request: ChatRequest) => string
}

/**
 * A chat model over recorded answers. A request gives the first n answers of its key, each time the same:
 * a replay does not depend on the order of calls. Throws ChatError `chat-unrecorded` where fewer are recorded.
 *
 * @example
 * const chat = createTranscript({ name: 'gpt-4, recorded', answers: new Map([['2+2?', ['4']]]), key: (request) => request.messages.at(-1)!.content })
 */
export function createTranscript({ name, answers, key }: TranscriptOptions): ChatModel {
  return {
    name,
    async complete(request): Promise<readonly ChatAnswer[]> {
      request.signal?.throwIfAborted()
      const n = request.n ?? 1
      const wanted = key(request)
      const recorded = answers.get(wanted) ?? []
      if (recorded.length < n) {
        const shown = JSON.stringify(wanted.length > 80 ? `${wanted.slice(0, 80)}…` : wanted)
        throw new ChatError(
          'chat-unrecorded',
          `The transcript "${name}" has ${recorded.length} of ${n} answers for ${shown}. Ask what was recorded, or use a live model.`,
        )
      }
      return recorded.slice(0, n).map((text) => ({ text, finish: 'stop' }))
    },
  }
}
