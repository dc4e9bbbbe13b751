import { describe, expect, it } from 'vitest'

import { grad, valueAndGrad } from './grad.ts'
import { freeze } from './jit.ts'
import { parameterNames } from './parameter-names.ts'
import { type Tensor, zeros } from './tensor.ts'

describe('parameter names', () => {
  it('are read from every form of function, past patterns and defaults', () => {
    function declared(params: Tensor, { a, b }: { a: number; b: number }, list = [1, 2], ...rest: number[]) {
      return [params, a, b, list, rest]
    }
    expect(parameterNames(declared)).toEqual(['params', '', 'list', 'rest'])
    expect(parameterNames((x: Tensor) => x)).toEqual(['x'])
    expect(parameterNames(async (x: Tensor, y: Tensor) => [x, y])).toEqual(['x', 'y'])
    expect(parameterNames(new Function('p', 'q', 'return p => q') as () => unknown)).toEqual(['p', 'q'])
  })

  it('pass through what wraps the function', () => {
    const loss = (params: Tensor, batch: Tensor) => (params === batch ? params : batch)
    expect(parameterNames(valueAndGrad(loss))).toEqual(['params', 'batch'])
    expect(parameterNames(grad(loss))).toEqual(['params', 'batch'])
    expect(parameterNames(freeze(loss, zeros([1])))).toEqual(['batch'])
  })
})
