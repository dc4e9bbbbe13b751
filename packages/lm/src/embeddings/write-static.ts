import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { NdArray } from '@offprint/engine'

import type { TokenizerJson } from '../tokenizers/tokenizer-json.ts'
import { fillAtomically } from '../weights/atomic.ts'
import { writeJsonFile } from '../weights/json-file.ts'
import { writeSafetensors } from '../weights/safetensors-writer.ts'

/** A table [vocab, dimension] as int8 and one factor a row: value = factor · int8. */
export type QuantizedTable = { readonly embeddings: NdArray; readonly scales: NdArray }

/** Each row's largest value becomes 127; what is lost is at most half a step of the row's own scale. */
export function quantizeRows({ data, shape }: NdArray): QuantizedTable {
  const [rowCount, size] = shape
  const values = new Int8Array(data.length)
  const scales = new Float32Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    const from = (data as Float32Array).subarray(row * size, (row + 1) * size)
    scales[row] = from.reduce((most, x) => Math.max(most, Math.abs(x)), 0) / 127
    if (scales[row] > 0) for (let i = 0; i < size; i++) values[row * size + i] = Math.round(from[i] / scales[row])
  }
  return {
    embeddings: { data: values, shape: [rowCount, size], dtype: 'int8' },
    scales: { data: scales, shape: [rowCount], dtype: 'float32' },
  }
}

/** Writes the folder that `loadStaticEmbedder` reads, whole or not at all; an older one is replaced. */
export async function writeStaticEmbedder(
  folder: string,
  { table, tokenizer, card }: { readonly table: NdArray; readonly tokenizer: TokenizerJson; readonly card?: string },
): Promise<void> {
  const { embeddings, scales } = quantizeRows(table)
  await fillAtomically(folder, async (partial) => {
    await writeJsonFile(join(partial, 'config.json'), { model_type: 'model2vec', hidden_dim: table.shape[1], normalize: true })
    await writeFile(join(partial, 'tokenizer.json'), JSON.stringify(tokenizer))
    await writeSafetensors(join(partial, 'model.safetensors'), { embeddings, scales })
    if (card !== undefined) await writeFile(join(partial, 'README.md'), card)
  })
}
