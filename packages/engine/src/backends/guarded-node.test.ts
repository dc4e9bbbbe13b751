import { expect, it } from 'vitest'

import { SharedFlags } from '../pool/shared-flags.ts'
import type { Backend } from './backend.ts'
import { guard, guardedNodeBackend } from './guarded-node.ts'
import { nodeBackend } from './node.ts'

it('is the plain runtime outside of a pool', () => {
  expect(guardedNodeBackend).toBe(nodeBackend)
})

it('raises the flag while loading, running and disposing, and lowers it also after a failure', async () => {
  const flags = new SharedFlags()
  const seen: [string, boolean][] = []
  const note = (name: string) => seen.push([name, flags.isInside])
  const session = {
    run: async () => {
      note('run')
      throw new Error('failed')
    },
    [Symbol.dispose]: () => note('dispose'),
  }
  const load = async () => {
    note('load')
    return session
  }
  const backend: Backend = guard({ name: 'fake', hasFusedMatMul: false, load }, flags)
  const guarded = await backend.load({} as never, {})
  await expect(guarded.run([])).rejects.toThrow('failed')
  guarded[Symbol.dispose]()
  expect(seen).toEqual(['load', 'run', 'dispose'].map((name) => [name, true]))
  expect(flags.isInside).toBe(false)
})
