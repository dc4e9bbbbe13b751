import type { ChatModel, Embedder } from '@offprint/lm'

import type { Result } from '../lab.ts'

export type ModelIdentity = NonNullable<Result['model']>

/** Why a model is not there and what to do, in a sentence for people. */
export type MissingModel = { readonly missing: string }

/** A model that can be opened: what it is, and how. */
export type AvailableModel<T> = { readonly identity: ModelIdentity; readonly open: () => Promise<T> }

/** Where runs get their models: by name, or the usual one where none is named. */
export interface ModelSource {
  findChat(name?: string): Promise<AvailableModel<ChatModel> | MissingModel>
  findEmbedder(name?: string): Promise<AvailableModel<Embedder> | MissingModel>
}

/** What a model source is made from: plain values, because a run's own process makes it again. */
export type ModelSettings = {
  /** OFFPRINT_HOME: its `config.json` and `models/`. */
  readonly home: string
  /** OFFPRINT_DATA: its `models/`. */
  readonly dataFolder?: string
  /** The models that come with Offprint; its own where not given. */
  readonly embeddedFolder?: string
  /** OFFPRINT_CHAT_URL, OFFPRINT_CHAT_MODEL, OFFPRINT_CHAT_KEY. */
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** What the module that makes a model source exports (`installed.ts` is ours; tests name their own). */
export type ModelSourceModule = { readonly createModelSource: (settings: ModelSettings) => ModelSource }
