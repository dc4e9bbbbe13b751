/** What `offprint experiment self-contradiction` and `offprint verify self-contradiction` run: one file an experiment, all replays. */
import type { Experiment, Needs } from '../contract.ts'
import { detection } from './experiments/detection.ts'
import { prevalence } from './experiments/prevalence.ts'
import { revision } from './experiments/revision.ts'

export { checks } from './experiments/checks.ts'

export const needs: Needs = {
  data: {
    chatprotect: {
      repository: 'eth-sri/ChatProtect',
      commit: 'b56ee22055b078df9464754ba9fab2f05780e279',
      paths: ['annotations/verifiable_sc/', 'output/test/', 'test/test/'],
      licence: 'Apache-2.0',
      sha256: 'bfbe36778bf78efa0a820e1bea119ced6055fb16be89a2e227e2d784cbc7c349',
    },
  },
}

export const experiments: readonly Experiment[] = [detection, prevalence, revision]
