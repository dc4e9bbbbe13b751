import type { ChatModel } from '@offprint/lm'

import type { Fact } from './facts.ts'
import { alternativeMessages } from './prompts.ts'

/** Step 1, trigger: the writer's own sentence for the same place and relation, greedy. Throws what the model throws. */
export async function triggerAlternative(
  writer: ChatModel,
  { topic, prefix, fact, signal }: { topic: string; prefix: string; fact: Fact; signal?: AbortSignal },
): Promise<string> {
  const [answer] = await writer.complete({ messages: alternativeMessages(topic, prefix, fact), temperature: 0, maxTokens: 120, signal })
  return answer.text.trim().split('\n')[0]
}
