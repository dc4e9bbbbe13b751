import { expect, it } from 'vitest'

import { describeMachine } from './machine.ts'

it('names processor, memory, Node and the pinned tensor runtime', () => {
  const machine = describeMachine()
  expect(machine.processor).not.toBe('')
  expect(machine.cores).toBeGreaterThan(0)
  expect(machine.memoryBytes).toBeGreaterThan(2 ** 28)
  expect(machine.node).toBe(process.versions.node)
  expect(machine.runtime).toMatch(/^onnxruntime-node \d+\.\d+\.\d+ \w+-\w+$/)
})
