import { join } from 'node:path'
import { add, cast, div, max, maximum, mul, pick, sqrt, sub, sum, type Tensor, unsqueeze } from '@offprint/engine'
import { z } from 'zod'

import { fileSizeBytes } from '../weights/file.ts'
import { readJsonFile } from '../weights/json-file.ts'
import { WeightsError } from '../weights/weights-error.ts'

/** hidden [batch, length, size] and mask [batch, length] (1 a token) → one vector a text [batch, size]. */
export type Pool = (hidden: Tensor, mask: Tensor) => Tensor

/** How an encoder's folder says that texts become vectors (sentence-transformers' files). */
export type PoolingSettings = { readonly pool: Pool; readonly normalize: boolean; readonly maxLengthTokens?: number }

/** By the names of 1_Pooling/config.json. */
const pools: Readonly<Record<string, Pool>> = {
  pooling_mode_cls_token: (hidden) => pick(hidden, 1, 0),
  pooling_mode_mean_tokens: meanOfTokens,
  pooling_mode_mean_sqrt_len_tokens: (hidden, mask) => div(sumOfTokens(hidden, mask), sqrt(tokenCounts(mask))),
  pooling_mode_max_tokens: (hidden, mask) => max(add(hidden, mul(sub(columnOf(mask), 1), 1e30)), 1),
}

const moduleList = z.array(z.object({ path: z.string(), type: z.string() }))
const transformerSettings = z.looseObject({ max_seq_length: z.int().positive().nullish() })

/**
 * Reads modules.json, the pooling folder that it names, and sentence_bert_config.json. Without modules.json: the mean over the tokens, scaled to
 * length 1. Throws WeightsError for a module or a kind of pooling that is not known.
 */
export async function readPooling(folder: string): Promise<PoolingSettings> {
  const modules = (await isThere(join(folder, 'modules.json'))) ? moduleList.parse(await readJsonFile(join(folder, 'modules.json'))) : []
  const kinds = modules.map(({ type }) => type.split('.').at(-1) ?? type)
  const unknown = kinds.find((kind) => !['Transformer', 'Pooling', 'Normalize'].includes(kind))
  if (unknown) {
    throw new WeightsError(
      'weights-unsupported',
      `${join(folder, 'modules.json')} asks for a module ${unknown}; known are Transformer, Pooling and Normalize`,
    )
  }
  const pooling = modules[kinds.indexOf('Pooling')]
  const limits = join(folder, 'sentence_bert_config.json')
  return {
    pool: pooling ? await readPool(join(folder, pooling.path, 'config.json')) : pools.pooling_mode_mean_tokens,
    normalize: modules.length === 0 || kinds.includes('Normalize'),
    maxLengthTokens: ((await isThere(limits)) && transformerSettings.parse(await readJsonFile(limits)).max_seq_length) || undefined,
  }
}

async function readPool(file: string): Promise<Pool> {
  const settings = z.record(z.string(), z.unknown()).parse(await readJsonFile(file))
  const chosen = Object.keys(settings).filter((key) => key.startsWith('pooling_mode_') && settings[key] === true)
  if (chosen.length === 1 && chosen[0] in pools) return pools[chosen[0]]
  throw new WeightsError(
    'weights-unsupported',
    `${file} asks for ${chosen.join(' and ') || 'no pooling'}; one of ${Object.keys(pools).join(', ')} can be used`,
  )
}

async function isThere(path: string): Promise<boolean> {
  return (await fileSizeBytes(path)) !== undefined
}

/** Mean of hidden [batch, length, size] over real tokens: [batch, size]. */
export function meanOfTokens(hidden: Tensor, mask: Tensor): Tensor {
  return div(sumOfTokens(hidden, mask), tokenCounts(mask))
}

function sumOfTokens(hidden: Tensor, mask: Tensor): Tensor {
  return sum(mul(hidden, columnOf(mask)), 1)
}

/** [batch, 1], at least 1. */
function tokenCounts(mask: Tensor): Tensor {
  return maximum(sum(cast(mask, 'float32'), 1, true), 1)
}

/** [batch, length] of whole numbers → [batch, length, 1]. */
function columnOf(mask: Tensor): Tensor {
  return unsqueeze(cast(mask, 'float32'), 2)
}
