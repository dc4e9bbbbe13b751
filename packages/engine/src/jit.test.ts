import { setImmediate } from 'node:timers/promises'

import { describe, expect, it } from 'vitest'

import type { Backend } from './backends/backend.ts'
import { nodeBackend } from './backends/node.ts'
import { freeze, jit } from './jit.ts'
import { add, cast, mul } from './ops/elementwise.ts'
import { matmul } from './ops/matmul.ts'
import { concat, reshape } from './ops/movement.ts'
import { sum } from './ops/reduce.ts'
import { type DType, isFloat } from './shape.ts'
import { convert, type NdArray, ndarray, scalar, type Tensor, zeros } from './tensor.ts'

const row = (...values: number[]) => ndarray(values, [values.length])
const numbers = (array: NdArray) => Array.from(array.data, Number)

/** The native backend, counting what it loads and what is still open. */
function counting(): { backend: Backend; loaded: () => number; open: () => number } {
  let [loaded, open] = [0, 0]
  const load: Backend['load'] = async (model, settings) => {
    const session = await nodeBackend.load(model, settings)
    loaded++
    open++
    const dispose = () => {
      open--
      session[Symbol.dispose]()
    }
    return { run: (inputs, into) => session.run(inputs, into), [Symbol.dispose]: dispose }
  }
  return { backend: { ...nodeBackend, load }, loaded: () => loaded, open: () => open }
}

describe('jit', () => {
  it('compiles once for all sizes of a named axis', async () => {
    const { backend, loaded } = counting()
    using total = jit((x: Tensor, w: Tensor) => reshape(matmul(x, w), [-1]), { dims: { x: ['batch', 2], '1': [2, null] }, backend })
    const w = ndarray([1, 10], [2, 1])
    expect(numbers(await total(ndarray([1, 2], [1, 2]), w))).toEqual([21])
    expect(numbers(await total(ndarray([1, 2, 3, 4], [2, 2]), w))).toEqual([21, 43])
    expect(numbers(await total(zeros([0, 2]), w))).toEqual([])
    expect(loaded()).toBe(1)
  })

  it('compiles again for another static size or plain value, and keeps as many graphs as it may', async () => {
    const { backend, loaded, open } = counting()
    const times = jit((x: Tensor, n: number) => mul(x, n), { backend, cacheSize: 2 })
    expect(numbers(await times(row(1, 2), 3))).toEqual([3, 6])
    expect(numbers(await times(row(1), 3))).toEqual([3])
    expect(numbers(await times(row(1, 2), 4))).toEqual([4, 8])
    expect(loaded()).toBe(3)
    await times(row(1), 3) // still there
    await times(row(1, 2), 3) // was the least recently used
    expect([loaded(), open()]).toEqual([4, 2])
    times[Symbol.dispose]()
    await setImmediate()
    expect(open()).toBe(0)
  })

  it('reads axes that are sums, and patterns over many arrays', async () => {
    const f = (cache: Tensor[], fresh: Tensor, mask: Tensor) => mul(concat([add(cache[0], cache[1]), fresh], 0), mask)
    using run = jit(f, { dims: { 'cache.*': ['past'], fresh: ['n'], mask: ['past+n'] } })
    expect(numbers(await run([row(1, 2), row(3, 4)], row(5), row(1, 1, 0)))).toEqual([4, 6, 0])
    await expect(run([row(1, 2), row(3, 4)], row(5), row(1, 1))).rejects.toThrow('mask has an axis of 2, dims says past+n = 3')
    await expect(run([row(1, 2), row(3)], row(5), row(1))).rejects.toThrow('cache.1 has 1 as axis "past", another array has 2')
  })

  it('takes and gives every dtype', async () => {
    const dtypes: DType[] = ['float64', 'int32', 'int64', 'int8', 'uint8', 'bool', 'float32']
    for (const dtype of dtypes) {
      using run = jit((x: Tensor) => ({ same: x, widened: cast(x, 'float32') }))
      const { same, widened } = await run(convert(row(0, 1, 1), dtype))
      expect([same.dtype, numbers(same), numbers(widened)]).toEqual([dtype, [0, 1, 1], [0, 1, 1]])
    }
    using half = jit((x: Tensor) => ({ same: x, doubled: mul(cast(x, 'float32'), 2) }))
    const { same, doubled } = await half(ndarray(Uint16Array.of(0x3c00, 0xc000), [2], 'float16')) // 1 and −2
    expect([same.dtype, numbers(same), numbers(doubled)]).toEqual(['float16', [0x3c00, 0xc000], [2, -4]])
    expect(isFloat(same.dtype)).toBe(true)
  })

  it('sees weights that were changed in place, also when they are bound', async () => {
    const w = row(1, 2)
    using run = jit((p: { w: Tensor }, x: Tensor) => mul(p.w, x))
    const bound = run.bind({ w })
    expect(numbers(await bound(scalar(10)))).toEqual([10, 20])
    w.data[0] = 5
    expect(numbers(await run({ w }, scalar(10)))).toEqual([50, 20])
    expect(numbers(await bound(scalar(10)))).toEqual([50, 20])
  })

  it('writes results into given arrays', async () => {
    using run = jit((x: Tensor) => ({ y: add(x, 1), z: sum(x) }))
    const into = { y: zeros([2]), z: zeros([]) }
    const result = await run.into(into, row(3, 4))
    expect([result.y, numbers(into.y), numbers(into.z)]).toEqual([into.y, [4, 5], [7]])
  })

  it('refuses functions as arguments, another rank than dims says, and work after disposal', async () => {
    const run = jit((x: unknown, _f: unknown) => x as Tensor, { dims: { x: ['n'] } })
    await expect(run(row(1) as never, (() => 1) as never)).rejects.toThrow('_f is a function')
    await expect(run(zeros([2, 2]) as never, 1 as never)).rejects.toThrow('x has shape [2, 2], dims names 1 axes')
    run[Symbol.dispose]()
    await expect(run(row(1) as never, 1 as never)).rejects.toThrow('disposed')
  })

  it('finishes calls whose graph leaves the cache meanwhile', async () => {
    const { backend, open } = counting()
    using run = jit((x: Tensor) => add(x, 1), { backend, cacheSize: 1 })
    const results = await Promise.all([run(row(1)), run(row(1, 2)), run(row(1, 2, 3)), run(row(1))])
    expect(results.map(numbers)).toEqual([[2], [2, 3], [2, 3, 4], [2]])
    await setImmediate()
    expect(open()).toBe(1)
  })

  it('refuses another number of arrays to write into', async () => {
    using run = jit((x: Tensor) => [x, x])
    await expect(run.into([row(1)], row(1))).rejects.toThrow('the function returns 2 arrays, 1 were given to write into')
  })

  it('tries again after a failed compilation', async () => {
    let fails = true
    using run = jit((x: Tensor) => {
      if (fails) throw new Error('not yet')
      return add(x, 1)
    })
    await expect(run(row(1))).rejects.toThrow('not yet')
    fails = false
    expect(numbers(await run(row(1)))).toEqual([2])
  })
})

describe('freeze', () => {
  it('bakes the first argument in, large arrays included, and keeps the names of the others', async () => {
    const w = { big: ndarray(new Float32Array(4096).fill(0.5), [4096]), small: row(2) }
    using run = jit(
      freeze((p: { big: Tensor; small: Tensor }, x: Tensor) => mul(mul(sum(p.big), x), p.small), w),
      { dims: { x: ['n'] } },
    )
    expect(numbers(await run(row(1)))).toEqual([4096])
    w.small.data[0] = 100 // too late
    expect(numbers(await run(row(2, 3)))).toEqual([8192, 12288])
  })
})
