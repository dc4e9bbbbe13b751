import { ndarray, runOnce, type Tensor } from '@offprint/engine'
import { expect, it } from 'vitest'

import { addMasks, causalWindow, decoderMask, paddingMask } from './mask.ts'

const ints = (rows: number[][]) => ndarray(Int32Array.from(rows.flat()), [rows.length, rows[0].length])
/** 1 where a query sees a key. */
const seen = (mask: unknown) => Array.from((mask as { data: Float32Array }).data, (x) => (x === 0 ? 1 : 0))

it('lets queries see the keys up to their own, the last query standing at the last key', async () => {
  expect(seen(await runOnce(() => causalWindow(3, 3)))).toEqual([1, 0, 0, 1, 1, 0, 1, 1, 1])
  expect(seen(await runOnce(() => causalWindow(2, 4)))).toEqual([1, 1, 1, 0, 1, 1, 1, 1])
})

it('counts its own place into a window', async () => {
  expect(seen(await runOnce(() => causalWindow(4, 4, 2)))).toEqual([1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1])
})

it('hides padding on top, by places where they are given', async () => {
  const [ids, mask] = [ints([[5, 6, 7]]), ints([[0, 1, 1]])]
  const inOrder = await runOnce((given: Tensor, real: Tensor) => decoderMask({ ids: given, mask: real }, 0), ids, mask)
  expect(seen(inOrder)).toEqual([0, 0, 0, 0, 1, 0, 0, 1, 1])
  const [positions, keyPositions] = [ints([[1, 2]]), ints([[0, 9, 1, 2]])]
  const byPlace = await runOnce(
    (given: Tensor, own: Tensor, keys: Tensor) => decoderMask({ ids: given, positions: own, keyPositions: keys }, 2, 2),
    ints([[6, 7]]),
    positions,
    keyPositions,
  )
  expect(seen(byPlace)).toEqual([1, 0, 1, 0, 0, 0, 1, 1])
})

it('adds the masks that are there, and stays finite where several hide a key', async () => {
  expect(addMasks(undefined, undefined)).toBeUndefined()
  const sum = await runOnce((mask: Tensor) => addMasks(paddingMask(mask), undefined, paddingMask(mask)) as Tensor, ints([[0, 1]]))
  expect([...(sum as { data: Float32Array }).data].every(Number.isFinite)).toBe(true)
  expect(seen(sum)).toEqual([0, 1])
})
