import { readFileSync } from 'node:fs'

import { sharedPath } from '@offprint/tools/needs'

import { type NdArray, ndarray } from '../tensor.ts'

/** Weights by the name that they have in the file, and the recorded case of one folder of ../shared/data/golden-models. */
export type Golden = {
  readonly weights: Record<string, NdArray>
  readonly config: Record<string, number>
  readonly loss: { readonly value: number } & Readonly<Record<string, number[][]>>
  readonly gradientNorms: Readonly<Record<string, number>>
  readonly gradientFirst: Readonly<Record<string, readonly number[]>>
}

export function readGolden(folder: string): Golden {
  const path = `data/golden-models/${folder}`
  const expected = readGoldenJson(`${path}/expected.json`)
  const config = readGoldenJson(`${path}/config.json`) as Golden['config']
  const weights = readWeights(sharedPath(`${path}/model.safetensors`))
  return { weights, config, loss: expected.loss, gradientNorms: expected.grad_norms, gradientFirst: expected.grad_first }
}

/** JSON as published checkpoints have it: `Infinity` is no JSON, but stands in some. */
export function readGoldenJson(path: string): Golden & Record<string, never> {
  return JSON.parse(readFileSync(sharedPath(path), 'utf8').replaceAll('Infinity', '1e999'))
}

/** Rows of ids as an int32 matrix. */
export function idRows(rows: readonly (readonly number[])[]): NdArray {
  return ndarray(Int32Array.from(rows.flat()), [rows.length, rows[0].length])
}

/** safetensors: the header's length in 8 bytes, a JSON header, the data; float32 tensors only. */
function readWeights(path: string): Record<string, NdArray> {
  const file = readFileSync(path)
  const start = 8 + Number(file.readBigUInt64LE(0))
  const header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }> = JSON.parse(
    file.toString('utf8', 8, start),
  )
  const tensors = Object.entries(header).filter(([, entry]) => entry.dtype === 'F32')
  return Object.fromEntries(
    tensors.map(
      ([
        name,
        {
          shape,
          data_offsets: [from, to],
        },
      ]) => [name, ndarray(new Float32Array(file.buffer.slice(file.byteOffset + start + from, file.byteOffset + start + to)), shape)],
    ),
  )
}
