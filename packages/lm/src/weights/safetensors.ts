import { z } from 'zod'

import type { ByteSource } from './byte-source.ts'
import { widenBrain, widenHalf } from './half.ts'
import { WeightsError } from './weights-error.ts'

/** Values in row-major order; the same shape as the engine's NdArray. */
export type WeightArray = {
  readonly data:
    | Float32Array<ArrayBuffer>
    | BigInt64Array<ArrayBuffer>
    | Int32Array<ArrayBuffer>
    | Int8Array<ArrayBuffer>
    | Uint8Array<ArrayBuffer>
  readonly shape: readonly number[]
  readonly dtype: 'float32' | 'int64' | 'int32' | 'int8' | 'uint8' | 'bool'
}

/** What the reader knows of each stored type: bytes a value, and how it becomes an array. Floats widen to float32. */
const storedTypes = {
  F64: { bytes: 8, dtype: 'float32', widen: (b: ArrayBuffer) => Float32Array.from(new Float64Array(b)) },
  F32: { bytes: 4, dtype: 'float32', widen: (b: ArrayBuffer) => new Float32Array(b) },
  F16: { bytes: 2, dtype: 'float32', widen: (b: ArrayBuffer) => widenHalf(new Uint16Array(b)) },
  BF16: { bytes: 2, dtype: 'float32', widen: (b: ArrayBuffer) => widenBrain(new Uint16Array(b)) },
  I64: { bytes: 8, dtype: 'int64', widen: (b: ArrayBuffer) => new BigInt64Array(b) },
  I32: { bytes: 4, dtype: 'int32', widen: (b: ArrayBuffer) => new Int32Array(b) },
  I8: { bytes: 1, dtype: 'int8', widen: (b: ArrayBuffer) => new Int8Array(b) },
  U8: { bytes: 1, dtype: 'uint8', widen: (b: ArrayBuffer) => new Uint8Array(b) },
  BOOL: { bytes: 1, dtype: 'bool', widen: (b: ArrayBuffer) => new Uint8Array(b) },
} as const satisfies Record<string, { bytes: number; dtype: WeightArray['dtype']; widen: (b: ArrayBuffer) => WeightArray['data'] }>

export type StoredType = keyof typeof storedTypes
/** Where a tensor lies in its file: [start, end) in bytes from the beginning of the file. */
export type StoredTensor = {
  readonly name: string
  readonly type: StoredType
  readonly shape: readonly number[]
  readonly start: number
  readonly end: number
}

export type Safetensors = { readonly tensors: ReadonlyMap<string, StoredTensor>; readonly metadata: Readonly<Record<string, string>> }

/** The format's own limit for the header, 100 MB. */
const longestHeaderBytes = 100_000_000
const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)
const entry = z.object({ dtype: z.string(), shape: z.array(count).max(64), data_offsets: z.tuple([count, count]) })

/**
 * Reads the header of a safetensors file (safetensors format, version of 2023: 8 bytes little-endian header length, JSON, data).
 * Every offset is checked against the file's real size before anything is read: tensors fill the data part without gap or overlap.
 * Throws WeightsError `weights-format` with the tensor at fault.
 */
export async function readSafetensorsHeader(source: ByteSource): Promise<Safetensors> {
  if (source.sizeBytes < 8) throw damaged(source, `holds ${source.sizeBytes} bytes, a safetensors file has at least 8`)
  const length = new DataView((await source.read(0, 8)).buffer).getBigUint64(0, true)
  if (length > longestHeaderBytes || Number(length) + 8 > source.sizeBytes) {
    throw damaged(source, `says that its header has ${length} bytes, the file has ${source.sizeBytes}`)
  }
  const dataStart = 8 + Number(length)
  const header = parseHeader(source, await source.read(8, Number(length)))
  const { __metadata__: metadata = {}, ...entries } = header
  const tensors = Object.entries(entries).map(([name, value]) => storedTensor(source, dataStart, name, value))
  checkCover(source, dataStart, tensors)
  const texts = Object.entries(metadata as object).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return { tensors: new Map(tensors.map((tensor) => [tensor.name, tensor])), metadata: Object.fromEntries(texts) }
}

/** The values of one tensor; F64, F16 and BF16 come as float32. */
export async function readStoredTensor(source: ByteSource, tensor: StoredTensor): Promise<WeightArray> {
  const bytes = await source.read(tensor.start, tensor.end - tensor.start)
  const { dtype, widen } = storedTypes[tensor.type]
  return { data: widen(bytes.buffer), shape: tensor.shape, dtype }
}

function parseHeader(source: ByteSource, bytes: Uint8Array): Record<string, unknown> {
  try {
    const header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return header
  } catch (cause) {
    throw damaged(source, 'has a header that is no JSON', cause)
  }
  throw damaged(source, 'has a header that is no JSON object')
}

function storedTensor(source: ByteSource, dataStart: number, name: string, value: unknown): StoredTensor {
  const parsed = entry.safeParse(value)
  if (!parsed.success) throw damaged(source, `describes tensor ${JSON.stringify(name)} wrongly (${parsed.error.issues[0].message})`)
  const { dtype, shape, data_offsets } = parsed.data
  if (!(dtype in storedTypes)) {
    const known = Object.keys(storedTypes).join(', ')
    throw new WeightsError(
      'weights-unsupported',
      `${source.name}: tensor ${name} is stored as ${dtype}; readable are ${known}. Convert it first.`,
    )
  }
  const type = dtype as StoredType
  const [begin, end] = data_offsets
  const wanted = shape.reduce((product, size) => product * size, storedTypes[type].bytes)
  if (end - begin !== wanted) {
    throw damaged(source, `gives tensor ${name}, ${type} [${shape}], the bytes ${begin} to ${end}; its shape needs ${wanted}`)
  }
  return { name, type, shape, start: dataStart + begin, end: dataStart + end }
}

function checkCover(source: ByteSource, dataStart: number, tensors: readonly StoredTensor[]): void {
  let at = dataStart
  for (const tensor of tensors.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (tensor.start !== at) {
      throw damaged(
        source,
        `has tensor ${tensor.name} at byte ${tensor.start} where ${at} was expected: parts ${tensor.start < at ? 'overlap' : 'are missing'}`,
      )
    }
    at = tensor.end
  }
  if (at !== source.sizeBytes) throw damaged(source, `has ${source.sizeBytes} bytes, its header describes ${at}`)
}

function damaged(source: ByteSource, what: string, cause?: unknown): WeightsError {
  return new WeightsError('weights-format', `${source.name} ${what}: it is cut off, damaged or no safetensors file. Fetch it again.`, {
    cause,
  })
}
