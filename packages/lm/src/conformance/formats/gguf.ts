import { createHash } from 'node:crypto'

import { z } from 'zod'

import type { ByteSource } from '../../weights/byte-source.ts'
import { openFile } from '../../weights/file.ts'
import { type Gguf, readGgufHeader, readGgufTensor } from '../../weights/gguf.ts'
import type { GgufValue } from '../../weights/gguf-values.ts'
import { type CheckRow, exactRow, type RecordedFormat, relativeDifference, toleranceRow } from '../recorded.ts'
import { recordedGguf } from '../tokenizer-files.ts'

const probe = z.object({ row: z.int(), column: z.int(), values: z.array(z.number()) })
const tensor = z.object({
  name: z.string(),
  type: z.string(),
  shape: z.array(z.int()),
  offset: z.int(),
  bytes: z.int(),
  probes: z.array(probe),
  sum: z.number(),
  sum_squares: z.number(),
})
const entry = z.object({
  type: z.string(),
  value: z.unknown().optional(),
  length: z.int().optional(),
  sha256_joined_by_newline: z.string().optional(),
  sha256_f32le: z.string().optional(),
})
const file = z.object({
  model: z.string(),
  file_sha256: z.string(),
  version: z.int(),
  alignment: z.int(),
  tensor_count: z.int(),
  kv_count: z.int(),
  header_bytes: z.int(),
  data_offset: z.int(),
  metadata: z.record(z.string(), entry),
  tensors: z.array(tensor),
})

/** Of golden-real's README: dequantised values and sums, relative; they are recorded with 7 digits. */
const tolerance = 1e-6

/** What a GGUF file says of itself, and the dequantised values of every tensor: probes, sum, sum of squares. */
export const format: RecordedFormat = {
  name: 'golden-real/gguf 1',
  recognizes: (recorded) => recorded.format === 'golden-real/gguf 1',
  async *check(recorded, context) {
    const golden = file.parse(recorded)
    await using source = await openFile(await recordedGguf(golden, context))
    const gguf = await readGgufHeader(source)
    yield checkHeader(gguf, golden)
    yield checkMetadata(gguf, golden.metadata)
    for (const expected of golden.tensors) {
      context.signal?.throwIfAborted()
      yield await checkTensor(source, gguf, expected)
    }
  },
}

function checkHeader(gguf: Gguf, golden: z.infer<typeof file>): CheckRow {
  const pairs = [
    [gguf.version, golden.version],
    [gguf.alignment, golden.alignment],
    [gguf.tensors.size, golden.tensor_count],
    [gguf.metadata.size, golden.kv_count],
    [gguf.headerBytes, golden.header_bytes],
    [gguf.dataStart, golden.data_offset],
  ]
  return exactRow('header', pairs.filter(([mine, recorded]) => mine !== recorded).length)
}

function checkMetadata({ metadata }: Gguf, recorded: Record<string, z.infer<typeof entry>>): CheckRow {
  const wrong = Object.entries(recorded).filter(([key, expected]) => !sameValue(metadata.get(key), expected))
  return exactRow('metadata', wrong.length + Math.abs(metadata.size - Object.keys(recorded).length))
}

/** Long lists are recorded by their length and a hash. */
function sameValue(mine: GgufValue | undefined, expected: z.infer<typeof entry>): boolean {
  if (mine?.type !== expected.type) return false
  if (expected.length === undefined) return JSON.stringify(plain(mine.value)) === JSON.stringify(expected.value)
  const list = mine.value as ArrayLike<unknown>
  const text = expected.sha256_joined_by_newline
  const bytes = expected.sha256_f32le
  return (
    list.length === expected.length &&
    (text === undefined || sha256(Array.from(list).join('\n')) === text) &&
    (bytes === undefined ||
      (list instanceof Float32Array && sha256(new Uint8Array(list.buffer, list.byteOffset, list.byteLength)) === bytes))
  )
}

function plain(value: GgufValue['value']): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

async function checkTensor(source: ByteSource, gguf: Gguf, expected: z.infer<typeof tensor>): Promise<CheckRow> {
  const name = `tensor ${expected.name}`
  const found = gguf.tensors.get(expected.name)
  const placed =
    found?.type === expected.type &&
    found.start === gguf.dataStart + expected.offset &&
    found.sizeBytes === expected.bytes &&
    JSON.stringify(found.shape.toReversed()) === JSON.stringify(expected.shape)
  if (!found || !placed) return { ...exactRow(name, 1), reason: 'its type, shape or place differs' }
  const values = await readGgufTensor(source, found)
  return toleranceRow(name, deviation(values, expected), tolerance)
}

function deviation(values: Float32Array, { shape, probes, sum, sum_squares }: z.infer<typeof tensor>): number {
  const actual = sums(values)
  const probed = probes.flatMap(({ row, column, values: recorded }) =>
    recorded.map((value, i) => relativeDifference(values[row * shape[0] + column + i], value)),
  )
  return Math.max(relativeDifference(actual.sum, sum), relativeDifference(actual.squares, sum_squares), ...probed)
}

function sums(values: Float32Array): { sum: number; squares: number } {
  let sum = 0
  let squares = 0
  for (let i = 0; i < values.length; i++) {
    sum += values[i]
    squares += values[i] * values[i]
  }
  return { sum, squares }
}
