import { z } from 'zod'

import { addedTokenJson } from './added-tokens.ts'

/** A tokenizer.json as it is written and read. Fields of truncation and padding are the caller's business and not looked at. */
export type TokenizerJson = {
  readonly version: '1.0'
  readonly truncation: null
  readonly padding: null
  readonly added_tokens: readonly z.input<typeof addedTokenJson>[]
  readonly normalizer: unknown
  readonly pre_tokenizer: unknown
  readonly post_processor: unknown
  readonly decoder: unknown
  readonly model: { readonly type: string; readonly [field: string]: unknown }
}

/** What is looked at of a file; the parts are checked by their own readers. */
export const tokenizerJson = z.object({
  added_tokens: z.array(addedTokenJson).default([]),
  normalizer: z.unknown().optional(),
  pre_tokenizer: z.unknown().optional(),
  post_processor: z.unknown().optional(),
  decoder: z.unknown().optional(),
  model: z.looseObject({ type: z.string().optional() }),
})
