import OpenAI from 'openai'

import { createModelStore } from '../models/store.ts'
import { createModelServer, type ModelServer, type ModelServerOptions } from '../serving/server.ts'
import { createTinyModels } from './tiny-folder.ts'

/** A client of OpenAI's that asks a server without a network between them. */
export function createClient(server: Pick<ModelServer, 'handle'>): OpenAI {
  const fetch = (url: string | URL | Request, init?: RequestInit) => server.handle(new Request(url, init))
  return new OpenAI({ apiKey: 'none', baseURL: 'http://models.test/v1', maxRetries: 0, fetch })
}

/** A server of the tiny models, with a client. */
export async function serveTinyModels(
  options: Partial<ModelServerOptions> = {},
): Promise<{ readonly client: OpenAI; readonly server: ModelServer; readonly folder: string } & AsyncDisposable> {
  const models = await createTinyModels()
  const server = createModelServer({ models: createModelStore({ folder: models.path }), ...options })
  return {
    client: createClient(server),
    server,
    folder: models.path,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await models[Symbol.asyncDispose]()
    },
  }
}
