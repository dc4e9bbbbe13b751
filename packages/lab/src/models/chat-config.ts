import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

import type { ModelSettings } from './model-source.ts'

const serverSchema = z.object({ url: z.url({ protocol: /^https?$/ }), model: z.string().min(1), key: z.string().optional() })
const configSchema = z.looseObject({ chat: z.record(z.string(), serverSchema).default({}) })

export type ChatServer = z.output<typeof serverSchema>

/**
 * The chat servers that somebody set up, by the name under which they are asked for: `chat` from OFFPRINT_CHAT_URL, _MODEL and _KEY,
 * `chat:NAME` from `$OFFPRINT_HOME/config.json` (`{"chat": {"NAME": {"url", "model", "key"}}}`). Throws where one is half set up.
 */
export function readChatServers({ home, environment }: ModelSettings): ReadonlyMap<string, ChatServer> {
  const servers = new Map<string, ChatServer>()
  const { OFFPRINT_CHAT_URL: url, OFFPRINT_CHAT_MODEL: model, OFFPRINT_CHAT_KEY: key } = environment
  if (url || model) servers.set('chat', parse(serverSchema, { url, model, key }, 'OFFPRINT_CHAT_URL and OFFPRINT_CHAT_MODEL'))
  const file = join(home, 'config.json')
  for (const [name, server] of Object.entries(parse(configSchema, readJson(file), file).chat)) servers.set(`chat:${name}`, server)
  return servers
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new Error(`${file} cannot be read as JSON: ${(error as Error).message}. Mend it or remove it.`, { cause: error })
  }
}

function parse<T extends z.ZodType>(schema: T, value: unknown, place: string): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Error(`${place}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`)
}
