import type { ChatModel, Embedder } from '@offprint/lm'
import { createRandom, type DataSet, type Needs, type Progress, type RunContext } from '@offprint/methods'

import { type DataPlaces, openDataSet } from '../data-sets/open.ts'
import { sha256 } from '../data-sets/sha256.ts'
import { LabError, type Result } from '../lab.ts'
import type { AvailableModel, MissingModel, ModelIdentity, ModelSource } from '../models/model-source.ts'
import type { Wanted } from './needs.ts'

export type ContextOptions = {
  readonly needs: Needs
  readonly wanted: Wanted
  readonly places: DataPlaces
  readonly models: ModelSource
  /** The model that was asked for by name. */
  readonly model?: string
  readonly seed: number
  readonly signal: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /** Shares what several contexts of one process open; default: each opens its own. */
  readonly once?: Once
}

/** Gives what was made (or is being made) under a key, and makes it where nothing was; a failure is kept as well. */
export type Once = <T>(key: string, make: () => Promise<T>) => Promise<T>

export function createOnce(): Once {
  const made = new Map<string, Promise<unknown>>()
  return <T>(key: string, make: () => Promise<T>) => {
    if (!made.has(key)) made.set(key, make())
    return made.get(key) as Promise<T>
  }
}

/** A context with all that was wanted at hand, and what it was: for the result. */
export type OpenContext = { readonly context: RunContext; readonly data: Result['data']; readonly model?: ModelIdentity }

/** Opens data sets and models before anything starts. Throws a DataSetError or LabError('missing-model') that says what to do. */
export async function openContext(options: ContextOptions): Promise<OpenContext> {
  const sets = await openSets(options)
  const models = await openModels(options)
  const context: RunContext = {
    data: (name) => sets.get(name) ?? refuse(`the data set ${name}`, `data: ['${name}']`),
    chat: () => models.chat ?? refuse('a chat model', 'chat: true'),
    embedder: () => models.embedder ?? refuse('an embedder', 'embedder: true'),
    random: createRandom(options.seed),
    signal: options.signal,
  }
  return { context, data: [...sets.values()].map(({ name, sha256 }) => ({ name, sha256 })), model: models.identity }
}

async function openSets({ needs, wanted, places, signal, onProgress, once = createOnce() }: ContextOptions): Promise<Map<string, DataSet>> {
  const sets = new Map<string, DataSet>()
  for (const name of wanted.data) {
    onProgress?.({ done: sets.size, total: wanted.data.length, unit: 'data sets', note: `opening ${name}` })
    sets.set(name, await once(`data ${name}`, () => openDataSet(needs.data![name], { ...places, signal, onProgress })))
  }
  return sets
}

async function openModels(options: ContextOptions): Promise<{ chat?: ChatModel; embedder?: Embedder; identity?: ModelIdentity }> {
  const { chat, embedder } = await findModels(options)
  const { once = createOnce() } = options
  return {
    chat: chat && (await once(`chat ${chat.identity.name}`, chat.open)),
    embedder: embedder && (await once(`embedder ${embedder.identity.name}`, embedder.open)),
    identity: joinIdentities([chat, embedder].flatMap((model) => (model ? [model.identity] : []))),
  }
}

type FoundModels = { readonly chat?: AvailableModel<ChatModel>; readonly embedder?: AvailableModel<Embedder> }

/** The models that would be opened; nothing is loaded. Throws LabError('missing-model'). */
export async function findModels({ wanted, models, model }: Pick<ContextOptions, 'wanted' | 'models' | 'model'>): Promise<FoundModels> {
  // A name goes to the role it can play: `chat` and `chat:…` name chat servers, anything else an embedder, where both are wanted.
  const forChat = !wanted.embedder || /^chat(:|$)/.test(model ?? '') ? model : undefined
  const forEmbedder = !wanted.chat || forChat === undefined ? model : undefined
  return {
    chat: wanted.chat ? available(await models.findChat(forChat)) : undefined,
    embedder: wanted.embedder ? available(await models.findEmbedder(forEmbedder)) : undefined,
  }
}

/** One identity for a run's models: of two, both names and the hash of both hashes. */
export function joinIdentities(identities: readonly ModelIdentity[]): ModelIdentity | undefined {
  if (identities.length < 2) return identities[0]
  const [first, second] = identities
  return { name: `${first.name} + ${second.name}`, sha256: sha256(first.sha256 + second.sha256), precision: first.precision }
}

function available<T>(found: AvailableModel<T> | MissingModel): AvailableModel<T> {
  if ('missing' in found) throw new LabError('missing-model', found.missing)
  return found
}

function refuse(what: string, entry: string): never {
  throw new Error(`The method asked for ${what} without naming it in its needs and uses (${entry}).`)
}
