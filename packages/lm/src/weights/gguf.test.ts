import { readFileSync } from 'node:fs'
import { needs, sharedPath, testModelPath } from '@offprint/tools/needs'
import fc from 'fast-check'
import { expect, it } from 'vitest'

import { bytesSource } from './byte-source.ts'
import { openFile } from './file.ts'
import { readGgufHeader, readGgufTensor } from './gguf.ts'
import { ggufBytes, type WrittenTensor } from './gguf-writing.ts'
import { WeightsError } from './weights-error.ts'

const tensor: WrittenTensor = { name: 'a', sizes: [32, 2], type: 8, offset: 0n }
const sound = ggufBytes({
  entries: [
    ['general.architecture', 'string', 'llama'],
    ['x.count', 'u32', 7],
  ],
  tensors: [tensor],
  dataBytes: 68,
})
const read = (bytes: Uint8Array) => readGgufHeader(bytesSource(bytes, 'x.gguf'))

it('reads header, metadata and tensors, shapes outermost first', async () => {
  const gguf = await read(sound)
  expect([gguf.version, gguf.alignment, gguf.dataStart % 32]).toEqual([3, 32, 0])
  expect(gguf.metadata.get('x.count')).toEqual({ type: 'u32', value: 7 })
  expect(gguf.tensors.get('a')).toMatchObject({ type: 'Q8_0', shape: [2, 32], sizeBytes: 68, start: gguf.dataStart })
})

it('reads a header that is longer than the first read', async () => {
  const long = ggufBytes({
    entries: [
      ['long', 'string', 'x'.repeat(5 << 20)],
      ['after', 'u32', 1],
    ],
    tensors: [tensor],
    dataBytes: 68,
  })
  expect((await read(long)).metadata.get('after')?.value).toBe(1)
})

it('reads some rows of a tensor', async () => {
  const data = Uint8Array.from({ length: 68 }, (_, i) => (i % 34 === 0 ? 0 : i % 34 === 1 ? 0x3c : i)) // d = 1
  const source = bytesSource(ggufBytes({ entries: [], tensors: [tensor], data }))
  const found = (await readGgufHeader(source)).tensors.get('a')!
  const all = await readGgufTensor(source, found)
  expect(all[0]).toBe(2)
  expect(await readGgufTensor(source, found, [1, 2])).toEqual(all.slice(32))
})

it.each<[string, Uint8Array, RegExp]>([
  ['another file', new TextEncoder().encode('PK\u0003\u0004 this is a zip file'), /does not begin with "GGUF"/],
  ['version 1', ggufBytes({ version: 1 }), /its version is 1; readable are versions 2 and 3/],
  ['big-endian order', ggufBytes({ version: 0x03000000 }), /big-endian/],
  ['a file cut off in its header', sound.subarray(0, 60), /ends at byte 60, inside of its header|more than its 60 bytes/],
  ['a file cut off in its data', sound.subarray(0, sound.length - 1), /tensor a up to byte/],
  ['2⁶⁰ tensors', ggufBytes({ tensorCount: 2n ** 60n }), /says 1152921504606846976 tensors/],
  ['2⁶⁰ entries', ggufBytes({ entryCount: 2n ** 60n }), /entries of metadata/],
  ['a text of 2 GB', ggufBytes({ entries: [['a', 'string length', 2n ** 31n]] }), /says 2147483648 bytes of text/],
  ['a list of 2 GB', ggufBytes({ entries: [['a', 'array length', 2n ** 31n]] }), /entries of a list of u8/],
  ['lists in lists', ggufBytes({ entries: [['a', 'nested', 100]] }), /nests lists deeper than 4/],
  ['a type that there is not', ggufBytes({ entries: [['a', 'type', 99]] }), /value of type 99/],
  [
    'a key twice',
    ggufBytes({
      entries: [
        ['a', 'u32', 1],
        ['a', 'u32', 2],
      ],
    }),
    /gives "a" twice/,
  ],
  ['an odd alignment', ggufBytes({ entries: [['general.alignment', 'u32', 48]] }), /the alignment 48/],
  ['a tensor of an unknown type', ggufBytes({ tensors: [{ ...tensor, type: 20 }] }), /GGUF type 20; readable are F32/],
  [
    'rows that are no whole blocks',
    ggufBytes({ tensors: [{ ...tensor, sizes: [33, 2] }], dataBytes: 100 }),
    /rows of 33 values, Q8_0 has blocks of 32/,
  ],
  [
    'sizes without end',
    ggufBytes({ tensors: [{ ...tensor, sizes: [2 ** 45, 2 ** 45, 2 ** 45, 2 ** 45] }], dataBytes: 100 }),
    /the file ends at/,
  ],
  ['no dimension', ggufBytes({ tensors: [{ ...tensor, sizes: [] }] }), /0 dimensions/],
  ['an offset that is not aligned', ggufBytes({ tensors: [{ ...tensor, offset: 8n }], dataBytes: 100 }), /no multiple of its alignment/],
  [
    'overlapping tensors',
    ggufBytes({ tensors: [tensor, { ...tensor, name: 'b', offset: 64n }], dataBytes: 200 }),
    /inside of the one before/,
  ],
  ['an offset of 2⁶³', ggufBytes({ tensors: [{ ...tensor, offset: 2n ** 63n }] }), /the size or offset 9223372036854775808/],
  ['a name twice', ggufBytes({ tensors: [tensor, { ...tensor, offset: 96n }], dataBytes: 200 }), /two tensors one name/],
])('refuses %s', async (_, bytes, message) => {
  await expect(read(bytes)).rejects.toThrow(message)
})

async function survives(bytes: Uint8Array): Promise<void> {
  try {
    await read(bytes)
  } catch (error) {
    expect(error).toBeInstanceOf(WeightsError)
  }
}

it('either reads a file with changed bytes or throws a WeightsError', async () => {
  const changes = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(changes, async (list) => {
      const changed = sound.slice()
      for (const [at, value] of list) changed[at] = value
      await survives(changed)
    }),
    { numRuns: 500 },
  )
})

it(
  'survives changes of the beginning of a real header, and of where it ends',
  needs('smollm2', async () => {
    await using file = await openFile(testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf'))
    // The beginning of the metadata; the texts of the vocabulary behind it are checked by the same code.
    const start = await file.read(0, 4096)
    const wide = fc.constantFrom(0, 1, 127, 128, 255)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(1200), wide), { minLength: 1, maxLength: 5 }), async (list) => {
        const changed = start.slice()
        for (const [at, value] of list) changed[at] = value
        await survives(changed)
      }),
    )
  }),
)

type Golden = {
  version: number
  data_offset: number
  header_bytes: number
  tensors: {
    name: string
    type: string
    shape: number[]
    offset: number
    bytes: number
    sum: number
    sum_squares: number
    probes: { row: number; column: number; values: number[] }[]
  }[]
}

it(
  'gives the recorded values of SmolLM2',
  needs(['shared', 'smollm2'], async () => {
    const golden = JSON.parse(readFileSync(sharedPath('data/golden-real/gguf.json'), 'utf8')) as Golden
    await using file = await openFile(testModelPath('SmolLM2-135M-Instruct.Q4_1.gguf'))
    const gguf = await readGgufHeader(file)
    expect([gguf.version, gguf.dataStart, gguf.headerBytes]).toEqual([golden.version, golden.data_offset, golden.header_bytes])
    // All tensors are compared by `models check`; here one layer and the embedding's first rows.
    for (const { name, type, shape, offset, bytes, probes } of golden.tensors.filter((entry) => /blk\.0|token_embd/.test(entry.name))) {
      const mine = gguf.tensors.get(name)!
      expect(mine).toMatchObject({ type, shape: shape.toReversed(), sizeBytes: bytes, start: golden.data_offset + offset })
      for (const { row, column, values } of probes) {
        const rows = mine.shape.length > 1 ? await readGgufTensor(file, mine, [row, row + 1]) : await readGgufTensor(file, mine)
        values.forEach((value, i) => {
          expect(Math.abs(rows[column + i] - value)).toBeLessThanOrEqual(1e-6 * Math.abs(value))
        })
      }
    }
  }),
)
