import { writeAtomically } from './atomic.ts'
import { narrowBrain, narrowHalf } from './half.ts'
import type { WeightArray } from './safetensors.ts'
import { WeightsError } from './weights-error.ts'

export type StoreOptions = {
  /** How float32 values are stored. F16 and BF16 halve the file and round the values. Default F32. */
  readonly store?: 'F32' | 'F16' | 'BF16'
  /** Texts for the header; transformers wants `format: 'pt'`, the default. */
  readonly metadata?: Readonly<Record<string, string>>
}

/** Arrays by name; the engine's NdArray fits. */
export type NamedArrays = Readonly<
  Record<string, { readonly data: ArrayBufferView; readonly shape: readonly number[]; readonly dtype: string }>
>

const storedNames: Record<string, string> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  int64: 'I64',
  int32: 'I32',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
} satisfies Record<WeightArray['dtype'] | 'float64' | 'float16', string>

/** Writes a safetensors file, whole or not at all. Tensors stand in the order of their size of a value, then of their names, as the reference writes them. */
export async function writeSafetensors(path: string, arrays: NamedArrays, options: StoreOptions = {}): Promise<void> {
  await writeAtomically(path, async (file) => {
    for (const chunk of formatSafetensors(arrays, options)) await file.writeFile(chunk)
  })
}

/** The bytes of a safetensors file: first the header, then one chunk a tensor. */
export function* formatSafetensors(arrays: NamedArrays, options: StoreOptions = {}): Generator<Uint8Array> {
  const stored = Object.entries(arrays).map(([name, array]) => ({ name, ...storedBytes(name, array, options.store ?? 'F32') }))
  stored.sort((a, b) => b.valueBytes - a.valueBytes || (a.name < b.name ? -1 : 1))
  let end = 0
  const entries = stored.map(({ name, type, shape, bytes }): [string, object] => {
    const start = end
    end += bytes.length
    return [name, { dtype: type, shape, data_offsets: [start, end] }]
  })
  const header = JSON.stringify({ __metadata__: options.metadata ?? { format: 'pt' }, ...Object.fromEntries(entries) })
  const text = new TextEncoder().encode(header)
  // The data begins at a multiple of 8, so that it can be mapped as numbers; spaces fill up.
  const padded = new Uint8Array(8 + Math.ceil(text.length / 8) * 8).fill(0x20)
  new DataView(padded.buffer).setBigUint64(0, BigInt(padded.length - 8), true)
  padded.set(text, 8)
  yield padded
  for (const { bytes } of stored) yield bytes
}

function storedBytes(name: string, array: NamedArrays[string], store: NonNullable<StoreOptions['store']>) {
  const { data, shape, dtype } = array
  const type = dtype === 'float32' ? store : storedNames[dtype]
  if (!type) throw new WeightsError('weights-unsupported', `tensor ${name} is ${dtype}, which safetensors has no name for`)
  const narrowed = dtype === 'float32' ? narrow(data as Float32Array, store) : data
  const bytes = new Uint8Array(narrowed.buffer, narrowed.byteOffset, narrowed.byteLength)
  const count = shape.reduce((product, size) => product * size, 1)
  const valueBytes = count === 0 ? 1 : bytes.length / count
  if (!Number.isInteger(valueBytes))
    throw new WeightsError(
      'weights-mismatch',
      `tensor ${name} has the shape [${shape}] and ${data.byteLength} bytes of ${dtype}: they do not fit`,
    )
  return { type, shape, bytes, valueBytes }
}

function narrow(values: Float32Array, store: NonNullable<StoreOptions['store']>): ArrayBufferView {
  if (store === 'F32') return values
  return store === 'F16' ? narrowHalf(values) : narrowBrain(values)
}
