import type { ByteSource } from './byte-source.ts'
import { GgufCursor, type GgufValue, MoreBytesNeeded } from './gguf-values.ts'
import { type BlockType, blockTypes } from './quantized.ts'
import { WeightsError } from './weights-error.ts'

/** Where a tensor lies in its file. `shape` is outermost first, as everywhere here (the file has the fastest dimension first). */
export type GgufTensor = {
  readonly name: string
  readonly type: BlockType
  readonly shape: readonly number[]
  /** In bytes from the beginning of the file. */
  readonly start: number
  readonly sizeBytes: number
}

export type Gguf = {
  readonly version: 2 | 3
  readonly alignment: number
  /** Where the header ends, and where the data begins: the next multiple of the alignment. */
  readonly headerBytes: number
  readonly dataStart: number
  readonly metadata: ReadonlyMap<string, GgufValue>
  readonly tensors: ReadonlyMap<string, GgufTensor>
}

/** First guess at the header's length; with a vocabulary of 50,000 it has 2 MB. */
const firstReadBytes = 4 << 20
const magic = 0x46554747 // "GGUF", little-endian

/**
 * Reads the header of a GGUF file, version 2 or 3 (ggml, docs/gguf.md). Counts, sizes and offsets are checked against the file:
 * no tensor overlaps another or ends behind it. Throws WeightsError.
 */
export async function readGgufHeader(source: ByteSource): Promise<Gguf> {
  for (let length = firstReadBytes; ; length *= 4) {
    const bytes = await source.read(0, Math.min(length, source.sizeBytes))
    try {
      return parseHeader(source, bytes)
    } catch (error) {
      if (!(error instanceof MoreBytesNeeded)) throw error
    }
  }
}

/** Values of a tensor, exact: dequantized to float32. `rows` picks [first, end) along the outermost axis. */
export async function readGgufTensor(
  source: ByteSource,
  tensor: GgufTensor,
  rows?: readonly [first: number, end: number],
): Promise<Float32Array<ArrayBuffer>> {
  const { blockBytes, blockValues, dequantize } = blockTypes[tensor.type]
  const count = tensor.shape.reduce((product, size) => product * size, 1)
  const rowValues = rows ? count / tensor.shape[0] : count
  const rowBytes = (rowValues / blockValues) * blockBytes
  const [first, end] = rows ?? [0, 1]
  const values = new Float32Array((end - first) * rowValues)
  dequantize(await source.read(tensor.start + first * rowBytes, (end - first) * rowBytes), values)
  return values
}

function parseHeader(source: ByteSource, bytes: Uint8Array): Gguf {
  const cursor = new GgufCursor(bytes, 0, source.sizeBytes, source.name)
  const version = checkedVersion(source, cursor)
  const tensorCount = cursor.count('tensors', 24)
  const entryCount = cursor.count('entries of metadata', 13)
  const metadata = new Map<string, GgufValue>()
  for (let i = 0; i < entryCount; i++) {
    const key = cursor.string()
    if (metadata.has(key)) throw cursor.damaged(`gives ${JSON.stringify(key)} twice`)
    metadata.set(key, cursor.value())
  }
  const infos = Array.from({ length: tensorCount }, () => tensorInfo(cursor))
  const alignment = checkedAlignment(cursor, metadata.get('general.alignment'))
  const dataStart = Math.ceil(cursor.at / alignment) * alignment
  return {
    version,
    alignment,
    headerBytes: cursor.at,
    dataStart,
    metadata,
    tensors: placed(cursor, infos, dataStart, alignment, source.sizeBytes),
  }
}

function checkedVersion(source: ByteSource, cursor: GgufCursor): 2 | 3 {
  if (cursor.u32() !== magic) throw new WeightsError('weights-format', `${source.name} does not begin with "GGUF": it is no GGUF file`)
  const version = cursor.u32()
  if (version === 2 || version === 3) return version
  const why = version === 0x03000000 ? 'its bytes are in big-endian order' : `its version is ${version}`
  throw new WeightsError('weights-unsupported', `${source.name}: ${why}; readable are versions 2 and 3, little-endian. Convert it anew.`)
}

function checkedAlignment(cursor: GgufCursor, entry: GgufValue | undefined): number {
  const alignment = entry === undefined ? 32 : entry.value
  if (typeof alignment === 'number' && alignment >= 1 && alignment <= 1 << 20 && Number.isInteger(Math.log2(alignment))) return alignment
  throw cursor.damaged(`has the alignment ${String(alignment)}, a power of two up to 1048576 is allowed`)
}

type Info = {
  readonly name: string
  readonly shape: number[]
  readonly type: BlockType
  readonly offset: number
  readonly sizeBytes: number
}

function tensorInfo(cursor: GgufCursor): Info {
  const name = cursor.string()
  const axes = cursor.u32()
  if (axes < 1 || axes > 8) throw cursor.damaged(`gives tensor ${JSON.stringify(name)} ${axes} dimensions`)
  const sizes = Array.from({ length: axes }, () => safeSize(cursor, name))
  const typeId = cursor.u32()
  const type = typeById.get(typeId)
  if (!type) {
    throw new WeightsError(
      'weights-unsupported',
      `tensor ${name} has the GGUF type ${typeId}; readable are ${Object.keys(blockTypes).join(', ')}. Take another quantisation of this model.`,
    )
  }
  const { blockValues, blockBytes } = blockTypes[type]
  const count = sizes.reduce((product, size) => product * size, 1)
  if (sizes[0] % blockValues !== 0)
    throw cursor.damaged(`gives tensor ${name} rows of ${sizes[0]} values, ${type} has blocks of ${blockValues}`)
  return { name, shape: sizes.reverse(), type, offset: safeSize(cursor, name), sizeBytes: (count / blockValues) * blockBytes }
}

const typeById = new Map<number, BlockType>(Object.entries(blockTypes).map(([name, { id }]) => [id, name as BlockType]))

/** A size of 64 bits that must stay exact as a number, products included; bounded against the file later. */
function safeSize(cursor: GgufCursor, name: string): number {
  const size = cursor.take(8).getBigUint64(0, true)
  if (size <= 2n ** 46n) return Number(size)
  throw cursor.damaged(`gives tensor ${JSON.stringify(name)} the size or offset ${size}`)
}

/** Tensors by name at their places in the file. */
function placed(
  cursor: GgufCursor,
  infos: readonly Info[],
  dataStart: number,
  alignment: number,
  fileBytes: number,
): Map<string, GgufTensor> {
  const tensors = new Map<string, GgufTensor>()
  let end = 0
  for (const { name, shape, type, offset, sizeBytes } of infos.toSorted((a, b) => a.offset - b.offset)) {
    if (offset % alignment !== 0) throw cursor.damaged(`has tensor ${name} at offset ${offset}, no multiple of its alignment ${alignment}`)
    if (offset < end) throw cursor.damaged(`has tensor ${name} at offset ${offset}, inside of the one before it`)
    end = offset + sizeBytes
    if (!(dataStart + end <= fileBytes))
      throw cursor.damaged(`has tensor ${name} up to byte ${dataStart + end}, the file ends at ${fileBytes}`)
    tensors.set(name, { name, type, shape, start: dataStart + offset, sizeBytes })
  }
  if (tensors.size !== infos.length) throw cursor.damaged('gives two tensors one name')
  return new Map(infos.map(({ name }) => [name, tensors.get(name)!]))
}
