import { createWebBackend, type WebOptions } from '../web.ts'
import { runPrograms } from './programs.ts'

// The script of the test's page: the programs on the web runtime, for playwright to call.
Object.assign(globalThis, {
  async runPrograms(options: WebOptions) {
    const backend = await createWebBackend({ ...options, assets: new URL('/ort/', location.href).href })
    const start = performance.now()
    const results = await runPrograms({ backend })
    return { device: backend.name, isIsolated: crossOriginIsolated, elapsedMs: performance.now() - start, results }
  },
})
