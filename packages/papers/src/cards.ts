import { createHash } from 'node:crypto'

import type { Store } from '@offprint/store'

import { mergeBatch } from './merging/batch.ts'
import type { CatalogueCard } from './paper.ts'
import { toRecord, toTime } from './reading/record.ts'

const metaKey = 'cards'

/** Merges the methods' cards into the catalogue; where they are the same as last time, one short read is all. */
export async function mergeCards(store: Store, cards: readonly CatalogueCard[], now: Date): Promise<void> {
  const records = cards.map((card) => ({ record: recordOf(card), source: 'card' as const }))
  const hash = createHash('sha256').update(JSON.stringify(records)).digest('hex')
  const known = await store.db.selectFrom('meta').select('value').where('key', '=', metaKey).executeTakeFirst()
  if (known?.value === hash || cards.length === 0) return
  await store.transaction(async (trx) => {
    await mergeBatch(trx, records, now)
    const values = { key: metaKey, value: hash }
    await trx
      .insertInto('meta')
      .values(values)
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: hash }))
      .execute()
  })
}

function recordOf({ arxivId, title, published, authorCount, organization, code }: CatalogueCard) {
  return toRecord({ arxivId, title, publishedAt: toTime('published', published), authorCount, organization, codeUrl: code })
}
