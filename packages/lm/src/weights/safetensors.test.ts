import fc from 'fast-check'
import { expect, it } from 'vitest'

import { bytesSource } from './byte-source.ts'
import { readSafetensorsHeader, readStoredTensor } from './safetensors.ts'
import { WeightsError } from './weights-error.ts'

function file(header: unknown, data: Uint8Array = new Uint8Array(24)): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  return bytes
}
const sound = {
  __metadata__: { format: 'pt' },
  a: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
  b: { dtype: 'I64', shape: [1], data_offsets: [16, 24] },
}
const read = (bytes: Uint8Array) => readSafetensorsHeader(bytesSource(bytes, 'x.safetensors'))

it('reads every stored type, floats as float32', async () => {
  const values: [type: string, bytes: Uint8Array, value: unknown][] = [
    ['F64', new Uint8Array(Float64Array.of(1.5).buffer), 1.5],
    ['F32', new Uint8Array(Float32Array.of(-2.5).buffer), -2.5],
    ['F16', Uint8Array.of(0, 0x3c), 1],
    ['BF16', Uint8Array.of(0, 0x40), 2],
    ['I64', new Uint8Array(BigInt64Array.of(-3n).buffer), -3n],
    ['I32', new Uint8Array(Int32Array.of(-4).buffer), -4],
    ['I8', Uint8Array.of(255), -1],
    ['U8', Uint8Array.of(255), 255],
    ['BOOL', Uint8Array.of(1), 1],
  ]
  for (const [dtype, bytes, value] of values) {
    const source = bytesSource(file({ t: { dtype, shape: [1], data_offsets: [0, bytes.length] } }, bytes))
    const array = await readStoredTensor(source, (await readSafetensorsHeader(source)).tensors.get('t')!)
    expect(array.data[0]).toBe(value)
  }
})

it('takes a scalar and an empty tensor', async () => {
  const { tensors } = await read(
    file(
      { s: { dtype: 'F32', shape: [], data_offsets: [0, 4] }, e: { dtype: 'F32', shape: [0, 9], data_offsets: [4, 4] } },
      new Uint8Array(4),
    ),
  )
  expect([tensors.get('s')?.shape, tensors.get('e')?.shape]).toEqual([[], [0, 9]])
})

it.each<[string, Uint8Array, RegExp]>([
  ['nothing', new Uint8Array(3), /holds 3 bytes/],
  ['a header over the end', file(sound).subarray(0, 40), /says that its header has/],
  ['a header of 2 GB', Uint8Array.of(0, 0, 0, 128, 0, 0, 0, 0, 1), /2147483648 bytes, the file has 9/],
  ['a header of 2⁶⁴ bytes', new Uint8Array(16).fill(255), /18446744073709551615 bytes/],
  ['no JSON', file('{"a": '), /no JSON/],
  ['a list', file('[1]'), /no JSON object/],
  ['data cut off', file(sound, new Uint8Array(20)), /has .* bytes, its header describes/],
  ['bytes left over', file(sound, new Uint8Array(25)), /its header describes/],
  [
    'a shape that does not fit',
    file({ ...sound, a: { ...sound.a, shape: [2, 3] } }),
    /tensor a, F32 \[2,3\], the bytes 0 to 16; its shape needs 24/,
  ],
  ['a shape whose product overflows', file({ ...sound, a: { ...sound.a, shape: [2 ** 40, 2 ** 40] } }), /its shape needs/],
  ['overlapping tensors', file({ ...sound, b: { ...sound.b, data_offsets: [8, 16] } }), /tensor b at byte .* overlap/],
  ['a gap', file({ a: sound.a, b: { ...sound.b, data_offsets: [24, 32] } }, new Uint8Array(32)), /are missing/],
  ['a negative offset', file({ ...sound, a: { ...sound.a, data_offsets: [-16, 0] } }), /describes tensor "a" wrongly/],
  ['an unknown type', file({ a: { ...sound.a, dtype: 'F4' } }), /stored as F4; readable are/],
])('refuses %s', async (_, bytes, message) => {
  await expect(read(bytes)).rejects.toThrow(message)
})

it('either reads a file with changed bytes or throws a WeightsError', async () => {
  const bytes = file(sound)
  const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(changes, fc.nat(bytes.length), async (list, cut) => {
      const changed = bytes.slice(0, list.length % 2 === 0 ? cut : bytes.length)
      for (const [at, value] of list) changed[at % Math.max(1, changed.length)] = value
      const source = bytesSource(changed)
      try {
        for (const tensor of (await readSafetensorsHeader(source)).tensors.values()) await readStoredTensor(source, tensor)
      } catch (error) {
        expect(error).toBeInstanceOf(WeightsError)
      }
    }),
    { numRuns: 500 },
  )
})
