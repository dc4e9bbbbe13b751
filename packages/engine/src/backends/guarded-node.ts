import { workerData } from 'node:worker_threads'

import { SharedFlags } from '../pool/shared-flags.ts'
import type { Backend, Session } from './backend.ts'
import { nodeBackend } from './node.ts'

const buffer: unknown = workerData?.engineFlags

/** The native runtime; in a worker of a pool it says when it is inside, so that the thread is not ended there. */
export const guardedNodeBackend: Backend = buffer instanceof SharedArrayBuffer ? guard(nodeBackend, new SharedFlags(buffer)) : nodeBackend

/** A backend that raises the flag of `flags` around every visit to the runtime. */
export function guard(backend: Backend, flags: SharedFlags): Backend {
  const inside = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    flags.enter()
    try {
      return await work()
    } finally {
      flags.leave()
    }
  }
  const wrap = (session: Session): Session => ({
    run: (inputs, into) => inside(() => session.run(inputs, into)),
    [Symbol.dispose]() {
      flags.enter()
      session[Symbol.dispose]()
      flags.leave()
    },
  })
  return { ...backend, load: async (model, settings) => wrap(await inside(() => backend.load(model, settings))) }
}
