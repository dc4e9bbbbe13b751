/** What `offprint experiment moral-direction` and `offprint verify moral-direction` run. */
import type { Experiment, Needs } from '../contract.ts'
import { direction } from './experiments/direction.ts'
import { recordedScores } from './experiments/recorded-scores.ts'
import { studyData } from './study/need.ts'

export { checks } from './experiments/checks.ts'

export const needs: Needs = { data: { study: studyData }, embedder: true }

export const experiments: readonly Experiment[] = [recordedScores, direction]
