import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { nodeBackend } from '../backends/node.ts'
import { axis } from '../dim.ts'
import { add, mul } from '../ops/elementwise.ts'
import { type NdArray, ndarray, type Tensor } from '../tensor.ts'
import { trace } from '../trace.ts'
import { encode } from './encode.ts'

const x = ndarray([1, 2], [2])

describe('an encoded graph', () => {
  it('runs: results that are inputs, constants, repeated or computed', async () => {
    const two = ndarray([2], [1])
    const { graph } = trace(
      (t: Tensor) => [t, add(t, 1), add(t, 1), mul(add(t, 1), two), add(two, 0)],
      [x],
      (leaf) => leaf,
    )
    const model = encode(graph)
    expect(model.outputNames).toEqual(['out.0', 'out.1', 'out.2', 'out.3', 'out.4'])
    using session = await nodeBackend.load(model, {})
    expect((await session.run([x])).map((array) => Array.from(array.data, Number))).toEqual([[1, 2], [2, 3], [2, 3], [4, 6], [2]])
  })

  it('leaves large constants beside the model, uncopied', async () => {
    const big = ndarray(new Float32Array(2048).fill(3), [2048])
    const { graph } = trace(
      (t: Tensor) => add(t, big),
      [ndarray([1], [1])],
      (leaf) => leaf,
    )
    const model = encode(graph)
    expect(model.external.map(({ data }) => [data.buffer, data.byteLength])).toEqual([[big.data.buffer, 8192]])
    expect(model.bytes.byteLength).toBeLessThan(1000)
    using session = await nodeBackend.load(model, {})
    expect(Number((await session.run([ndarray([1], [1])]))[0].data[2047])).toBe(4)
  })

  it('maps large constants from their files without touching their data', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'offprint-'))
    writeFileSync(join(folder, 'weights.bin'), new Uint8Array(Float32Array.from({ length: 4096 }, (_, i) => i).buffer))
    const mapped: NdArray = {
      shape: [2048],
      dtype: 'float32',
      file: { path: join(folder, 'weights.bin'), offset: 4 * 1024 },
      get data(): Float32Array {
        throw new Error('read')
      },
    }
    const one = ndarray([1], [1])
    const { graph } = trace(
      (t: Tensor) => add(t, mapped),
      [one],
      (leaf) => leaf,
    )
    const model = encode(graph)
    expect([model.external, model.folder]).toEqual([[], folder])
    using session = await nodeBackend.load(model, {})
    const [{ data }] = await session.run([one])
    expect([data[0], data[2047]]).toEqual([1025, 3072])
    rmSync(folder, { recursive: true })
  })

  it('names symbolic axes in its inputs', () => {
    const { graph } = trace(
      (t: Tensor) => add(t, 1),
      [x],
      () => ({ shape: [axis('length')], dtype: 'float32' }),
    )
    expect(Buffer.from(encode(graph).bytes).includes('length')).toBe(true)
  })
})
