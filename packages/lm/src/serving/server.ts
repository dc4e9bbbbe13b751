import type { ModelStore } from '../models/store.ts'
import { badRequest, errorResponse } from './api-error.ts'
import { answerChat } from './endpoints/chat-completions.ts'
import { answerCompletions } from './endpoints/completions.ts'
import { answerEmbeddings } from './endpoints/embeddings.ts'
import { answerModel, answerModels } from './endpoints/models.ts'
import type { Scene } from './endpoints/scene.ts'
import { createModelHost } from './model-host.ts'
import { createShelf } from './shelf.ts'
import { beginWork, type WorkPlace } from './work.ts'
import { createWorkQueue } from './work-queue.ts'

export type ModelServerOptions = {
  /** Where models are looked up by the name that a request gives. */
  readonly models: Pick<ModelStore, 'list' | 'show'>
  /** Requests that wait while one is answered; further ones are refused with 429. Default 20. */
  readonly queueLimit?: number
  readonly now?: () => Date
}

/** Installed models behind OpenAI's API. Disposing it ends the model's process. */
export interface ModelServer extends AsyncDisposable {
  /** Answers /v1/models, /v1/completions, /v1/chat/completions and /v1/embeddings. Never rejects: failures are answers in OpenAI's form. */
  handle(request: Request): Promise<Response>
}

type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  readonly answer: (request: Request, part: string) => Promise<Response>
}

/**
 * A server of the models of a store, for any framework that speaks Request and Response. A model is loaded when it is first asked for, in a process of its
 * own, which it shares with no other; requests are answered one after the other. Who may ask, and how long a body may be, is for whoever mounts it.
 *
 * @example
 * await using server = createModelServer({ models: createModelStore({ folder: 'models' }) })
 * const response = await server.handle(new Request('http://localhost/v1/models'))
 */
export function createModelServer({ models, queueLimit = 20, now = () => new Date() }: ModelServerOptions): ModelServer {
  const host = createModelHost()
  const place: WorkPlace = { shelf: createShelf(models), host, queue: createWorkQueue(queueLimit), now }
  const routes = routesOf(place)
  return {
    handle: (request) => answer(routes, request).catch(errorResponse),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  }
}

function routesOf(place: WorkPlace): readonly Route[] {
  const scene = ({ signal }: Request): Scene => ({ begin: (model, job, kind) => beginWork(place, model, job, kind, signal) })
  return [
    { method: 'GET', path: /^\/v1\/models$/, answer: () => answerModels(place.shelf) },
    { method: 'GET', path: /^\/v1\/models\/(.+)$/, answer: (_, name) => answerModel(place.shelf, decodeURIComponent(name)) },
    { method: 'POST', path: /^\/v1\/completions$/, answer: (request) => answerCompletions(request, scene(request)) },
    { method: 'POST', path: /^\/v1\/chat\/completions$/, answer: (request) => answerChat(request, scene(request)) },
    { method: 'POST', path: /^\/v1\/embeddings$/, answer: (request) => answerEmbeddings(request, scene(request)) },
  ]
}

async function answer(routes: readonly Route[], request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const found = routes.filter(({ path }) => path.test(pathname))
  if (found.length === 0) throw badRequest(`There is nothing at ${pathname}.`, { status: 404, code: 'unknown_url' })
  const route = found.find(({ method }) => method === request.method)
  if (!route)
    throw badRequest(`${pathname} takes ${found.map(({ method }) => method).join(' and ')}, not ${request.method}.`, { status: 405 })
  return route.answer(request, route.path.exec(pathname)?.[1] ?? '')
}
