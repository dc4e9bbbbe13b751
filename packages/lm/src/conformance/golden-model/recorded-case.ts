import { type NdArray, ndarray } from '@offprint/engine'
import { z } from 'zod'

/** One part of an expected.json: its inputs and outputs under their recorded names. */
export type RecordedCase = Readonly<Record<string, unknown>>
export const recordedCase = z.record(z.string(), z.unknown())

/** An expected.json: which parts are there depends on the kind of model (golden-models/README.md). */
export const expectedFile = z.looseObject({
  kind: z.enum(['decoder', 'encoder-mlm', 'encoder-embed', 'encoder-decoder']),
  loss: recordedCase,
  grad_norms: z.record(z.string(), z.number()),
  grad_first: z.record(z.string(), z.array(z.number())),
})
export type ExpectedFile = z.infer<typeof expectedFile>

/** Tolerances of golden-models/README.md. */
export const logitTolerance = 1e-4
export const gradientTolerance = { relative: 1e-3, absolute: 1e-5 }

const table = z.union([z.array(z.number()).transform((row) => [row]), z.array(z.array(z.number()))])

/** A recorded list or table as rows; undefined where it is not there. */
export function findRows(found: RecordedCase, name: string): number[][] | undefined {
  return found[name] === undefined ? undefined : table.parse(found[name])
}

export function getRows(found: RecordedCase, name: string): number[][] {
  return table.parse(found[name])
}

/** Inputs of a graph and the recorded names that they have, in tables of token ids. */
const inputNames = {
  ids: 'input_ids',
  mask: 'attention_mask',
  positions: 'position_ids',
  tokenTypes: 'token_type_ids',
  decoderIds: 'decoder_input_ids',
  labels: 'labels',
} as const
export type InputName = keyof typeof inputNames

/** The inputs that are there as int32 [rows, columns]; `prefix` stands before the recorded names (`a_input_ids`). */
export function inputArrays(found: RecordedCase, prefix = ''): Partial<Record<InputName, NdArray>> {
  const entries = Object.entries(inputNames).flatMap(([name, recorded]) => {
    const rows = findRows(found, prefix + recorded)
    return rows ? [[name, intArray(rows)]] : []
  })
  return Object.fromEntries(entries)
}

export function intArray(rows: readonly (readonly number[])[]): NdArray {
  return ndarray(Int32Array.from(rows.flat()), [rows.length, rows[0].length])
}

/** The rows of a padded table without their padding. */
export function withoutPadding(found: RecordedCase): number[][] {
  const mask = findRows(found, 'attention_mask')
  return getRows(found, 'input_ids').map((row, i) => row.filter((_, j) => mask?.[i][j] !== 0))
}
