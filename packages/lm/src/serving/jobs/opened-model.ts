import { loadCausalLM } from '../../causal/load.ts'
import { loadEmbedder, runEmbed } from './embed.ts'
import type { Job, JobEvent, ModelPlace } from './job.ts'
import { runWrite } from './write.ts'

/** A model in memory that runs jobs of its kind. */
export type OpenedModel = { run(job: Job, signal: AbortSignal): AsyncGenerator<JobEvent> }

/** Prepares a model: what it needs in memory is loaded with its first job of each kind, and after a failure with the next. */
export function openModel(place: ModelPlace): OpenedModel {
  const writer = keptOnceLoaded(() => loadCausalLM(place.path, { precision: 'exact', name: place.name }))
  const embedder = keptOnceLoaded(() => loadEmbedder(place))
  return {
    async *run(job, signal) {
      if (job.kind === 'write') yield* runWrite(await writer(), job, signal)
      else yield* runEmbed(await embedder(), job, signal)
    },
  }
}

function keptOnceLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined
      throw error
    })
    return loaded
  }
}
