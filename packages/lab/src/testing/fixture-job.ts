import type { Job, JobWork } from '../workers/job.ts'
import { fixtureMethods } from './test-lab.ts'

/** Settings under which the fixture methods run, with no data and no models at hand. */
export const fixtureSettings = {
  methods: fixtureMethods.href,
  places: {},
  modelSource: new URL('../models/installed.ts', import.meta.url).href,
  models: { home: '/nowhere', environment: {} },
}

/** A job of the fixture method under those settings. */
export function fixtureJob(work: JobWork): Job {
  return { work, model: null, settings: fixtureSettings }
}

export const quietEvents = { onProgress: () => undefined }
export const neverSignal = new AbortController().signal
