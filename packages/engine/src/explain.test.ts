import { describe, expect, it } from 'vitest'

import { jit } from './jit.ts'
import { div, log, mul, sub } from './ops/elementwise.ts'
import { gather } from './ops/indexing.ts'
import { sum } from './ops/reduce.ts'
import { ndarray, type Tensor } from './tensor.ts'

const x = ndarray([1, 2, 3], [3])

describe('a failure while running', () => {
  it('names the operation, its operands and the line that wrote it', async () => {
    using run = jit((table: Tensor, ids: Tensor) => mul(gather(table, ids), 2), { dims: { ids: ['n'] } })
    const failure = run(x, ndarray(Int32Array.of(7), [1]))
    await expect(failure).rejects.toThrow(/^Gather of float32 \[3\] and int32 \[n\] at .*explain\.test\.ts:13:\d+ failed: .*idx=7/)
  })
})

describe('debugNaN', () => {
  it('names the run and the first operation that made NaN', async () => {
    using run = jit((t: Tensor) => sum(mul(log(sub(t, 2)), 0.5)), { debugNaN: true })
    await run(ndarray([3, 4, 5], [3]))
    await expect(run(x)).rejects.toThrow(/run 2 gave NaN, first made by Log of float32 \[3\] at .*explain\.test\.ts:21:/)
  })

  it('tells NaN that was given from NaN that was made', async () => {
    using run = jit((p: { t: Tensor }) => div(p.t, 2), { debugNaN: true })
    await expect(run({ t: ndarray([Number.NaN], [1]) })).rejects.toThrow('run 1 was given NaN in argument 0.t')
  })
})
