import { createWebBackend } from '../../src/backends/web.ts'
import { tiny } from '../gpt.ts'
import { createStep } from '../step.ts'

// The script of the page on which wasm is timed: `timeStep()` gives the milliseconds of one training step.
Object.assign(globalThis, {
  async prepareStep(batch: number, length: number) {
    const backend = await createWebBackend({ assets: new URL('/ort/', location.href).href, threads: 1 })
    const step = createStep(tiny, { batch, length, threads: 1, backend })
    Object.assign(globalThis, { timeStep: async () => (await step.run()).ms })
  },
})
