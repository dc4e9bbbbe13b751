import type { DecoderArchitecture } from '../architectures/architecture.ts'
import type { Insertions } from './insertions.ts'

export type DimsTable = Readonly<Record<string, readonly (string | null)[]>>

/** What about the insertions changes which axes of a graph are symbolic. */
export type InsertionForm = {
  /** Masks over queries and keys, not the same for all places: whole passes alone can take them. */
  readonly hasPlaceMasks: boolean
  /** A prefix of its own for each sequence. */
  readonly hasPrefixRows: boolean
}

export function formOf({ attentionMasks = [], prefix = [] }: Insertions): InsertionForm {
  return {
    hasPlaceMasks: attentionMasks.some(({ shape }) => shape[3] > 1),
    hasPrefixRows: prefix.some(({ key }) => key.shape[0] > 1),
  }
}

/**
 * Axes that differ from call to call. One graph serves whole passes (past length 0), prompts and single steps; with masks over places it is
 * one for whole passes, without a cache.
 */
export function dimsOf({ cache }: DecoderArchitecture, { hasPlaceMasks, hasPrefixRows }: InsertionForm): DimsTable {
  const tokens = ['batch', 'length']
  const keys = cache === 'append' && !hasPlaceMasks ? ['batch', 'past+length'] : tokens
  return {
    'inputs.ids': tokens,
    'inputs.positions': tokens,
    'inputs.mask': keys,
    'inputs.keyPositions': keys,
    'inputs.picked': ['picked'],
    'insert.embeddings': [...tokens, null],
    ...(hasPlaceMasks && { 'insert.attentionMasks.*': ['batch', null, 'length', 'length'] }),
    ...(hasPrefixRows && { 'insert.prefix.**': ['batch', null, null, null] }),
    ...(cache === 'append'
      ? { 'inputs.cache.**': ['batch', null, 'past', null] }
      : { 'inputs.cache.*.rows': ['batch', null, null], 'inputs.cache.*.state': ['batch', null, null, null] }),
  }
}
