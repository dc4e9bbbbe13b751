/** A tensor's row in a GGUF header; `sizes` fastest first, `type` and `offset` as numbers of the file. */
export type WrittenTensor = { readonly name: string; readonly sizes: readonly number[]; readonly type: number; readonly offset: bigint }

export type WrittenGguf = {
  readonly version?: number
  readonly entries?: readonly (readonly [key: string, kind: EntryKind, value: string | number | bigint])[]
  readonly tensors?: readonly WrittenTensor[]
  /** Counts that lie. */
  readonly tensorCount?: bigint
  readonly entryCount?: bigint
  readonly dataBytes?: number
  readonly data?: Uint8Array
}

/** Kinds of entries: two sound ones, and crafted ones for readers' tests. */
type EntryKind = 'string' | 'u32' | 'string length' | 'array length' | 'nested' | 'type'

/** The bytes of a small GGUF file, sound or crafted: for tests of whatever reads such files. */
export function ggufBytes(gguf: WrittenGguf): Uint8Array {
  const { version = 3, entries = [], tensors = [], data = new Uint8Array(gguf.dataBytes ?? 0) } = gguf
  const header = Buffer.concat([
    Buffer.from('GGUF'),
    u32(version),
    u64(gguf.tensorCount ?? BigInt(tensors.length)),
    u64(gguf.entryCount ?? BigInt(entries.length)),
    ...entries.map(([key, kind, value]) => Buffer.concat([text(key), entryKinds[kind](value)])),
    ...tensors.map(({ name, sizes, type, offset }) =>
      Buffer.concat([text(name), u32(sizes.length), ...sizes.map((size) => u64(BigInt(size))), u32(type), u64(offset)]),
    ),
  ])
  const padding = Buffer.alloc((32 - (header.length % 32)) % 32)
  return new Uint8Array(Buffer.concat([header, padding, data]))
}

const entryKinds: Record<EntryKind, (value: string | number | bigint) => Buffer> = {
  string: (value) => Buffer.concat([u32(8), text(String(value))]),
  u32: (value) => Buffer.concat([u32(4), u32(Number(value))]),
  'string length': (value) => Buffer.concat([u32(8), u64(BigInt(value))]),
  'array length': (value) => Buffer.concat([u32(9), u32(0), u64(BigInt(value))]),
  nested: (value) =>
    Buffer.concat([u32(9), ...Array.from({ length: Number(value) }, () => Buffer.concat([u32(9), u64(1n)])), u32(0), u64(0n)]),
  type: (value) => u32(Number(value)),
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([u64(BigInt(bytes.length)), bytes])
}
