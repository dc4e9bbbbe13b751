import { describe, expect, it } from 'vitest'

import { encode } from '../onnx/encode.ts'
import { add } from '../ops/elementwise.ts'
import { gather } from '../ops/indexing.ts'
import { matmul } from '../ops/matmul.ts'
import { createRandom } from '../random.ts'
import { ndarray, type Tensor } from '../tensor.ts'
import { trace } from '../trace.ts'
import { nodeBackend } from './node.ts'

const random = createRandom(6)

describe('the native runtime', () => {
  it('gives memory back: 60 sessions of 8 MB leave it where it was', async () => {
    const weights = random.normal([1024, 2048])
    const x = random.normal([1, 1024])
    const model = encode(
      trace(
        (t: Tensor) => matmul(t, weights),
        [x],
        (leaf) => leaf,
      ).graph,
    )
    const once = async () => {
      using session = await nodeBackend.load(model, { threads: 1 })
      await session.run([x])
    }
    for (let warmUp = 0; warmUp < 20; warmUp++) await once()
    const before = process.memoryUsage().rss
    for (let i = 0; i < 60; i++) await once()
    // Kept sessions would hold 60 × 8 MB of weights and as much packed: 960 MB. Of freed blocks the allocator keeps some.
    expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(200)
  })

  it('finishes a run that is under way when it is disposed, and refuses the next', async () => {
    const x = random.normal([2])
    const session = await nodeBackend.load(
      encode(
        trace(
          (t: Tensor) => add(t, 1),
          [x],
          (leaf) => leaf,
        ).graph,
      ),
      {},
    )
    const running = session.run([x])
    session[Symbol.dispose]()
    session[Symbol.dispose]()
    expect((await running)[0].shape).toEqual([2])
    await expect(session.run([x])).rejects.toThrow('disposed')
  })

  it('says which step failed while running', async () => {
    const [table, ids] = [random.normal([3, 2]), ndarray(Int32Array.of(9), [1])]
    using session = await nodeBackend.load(
      encode(
        trace(
          (t: Tensor, i: Tensor) => gather(t, i),
          [table, ids],
          (leaf) => leaf,
        ).graph,
      ),
      {},
    )
    await expect(session.run([table, ids])).rejects.toThrow(/running the graph failed: .*Gather.*idx=9/)
  })

  it('says why a model was refused', async () => {
    const model = { bytes: new Uint8Array([1, 2, 3]), external: [], inputNames: [], outputNames: [], isDouble: false }
    await expect(nodeBackend.load(model, {})).rejects.toThrow('ONNX Runtime refused the graph')
  })
})
