import { describe, expect, it } from 'vitest'

import { callerLine, EngineError, ShapeError } from './errors.ts'
import { matmul } from './ops/matmul.ts'
import { zeros } from './tensor.ts'

describe('errors', () => {
  it('end with the line that called the operation', () => {
    expect(() => matmul(zeros([2, 3]), zeros([4, 5]))).toThrow(
      /MatMul cannot multiply \[2, 3\] and \[4, 5\].* \(.*errors\.test\.ts:\d+:\d+\)$/,
    )
  })

  it('have a code, a name and their cause', () => {
    const cause = new Error('inner')
    const error = new ShapeError('outer', { cause })
    expect([error.code, error.name, error.cause, error instanceof EngineError]).toEqual(['engine/shape', 'ShapeError', cause, true])
  })

  it('pass frames of this package and of the runtime', () => {
    const own = new URL('./ops/op.ts', import.meta.url).href
    const stack = `Error\n  at f (${own}:1:2)\n  at g (node:internal/x:3:4)\n  at h (file:///there/train.ts:5:6)`
    expect(callerLine(stack)).toBe('/there/train.ts:5:6')
    expect(callerLine(undefined)).toBeUndefined()
  })
})
