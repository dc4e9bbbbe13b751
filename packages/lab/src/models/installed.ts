import type { ChatModel } from '@offprint/lm'
import { createOpenAiChat } from '@offprint/lm'

import { sha256 } from '../data-sets/sha256.ts'
import { type ChatServer, readChatServers } from './chat-config.ts'
import { findEmbedder } from './embedders.ts'
import type { AvailableModel, MissingModel, ModelSettings, ModelSource } from './model-source.ts'

/** The models of this machine: chat servers that were set up, and the models that are installed. */
export function createModelSource(settings: ModelSettings): ModelSource {
  return {
    findChat: async (name) => findChat(settings, name),
    findEmbedder: (name) => findEmbedder(settings, name),
  }
}

function findChat(settings: ModelSettings, name?: string): AvailableModel<ChatModel> | MissingModel {
  const servers = readChatServers(settings)
  const chosen = name ?? servers.keys().next().value
  const server = chosen === undefined ? undefined : servers.get(chosen)
  if (chosen !== undefined && server) return { identity: chatIdentity(chosen, server), open: async () => openChat(chosen, server) }
  const known = servers.size ? ` Known: ${[...servers.keys()].join(', ')}.` : ''
  return {
    missing: `${name ? `There is no chat model ${name}.` : 'This needs a chat model, and none is set up.'}${known} Set OFFPRINT_CHAT_URL and OFFPRINT_CHAT_MODEL (and OFFPRINT_CHAT_KEY) to any OpenAI-compatible server, or name one in config.json.`,
  }
}

/** Nobody can hash the weights behind a server: its address and model name stand for them. */
function chatIdentity(name: string, { url, model }: ChatServer): AvailableModel<ChatModel>['identity'] {
  return { name: `${name} (${model})`, sha256: sha256(`${url}\n${model}`), precision: 'unknown' }
}

function openChat(name: string, { url, model, key }: ChatServer): ChatModel {
  return createOpenAiChat({ url, model, key, name: `${name} (${model})` })
}
