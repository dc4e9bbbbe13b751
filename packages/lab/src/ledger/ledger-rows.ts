import type { Card } from '@offprint/methods'
import type { Schema } from '@offprint/store'
import type { Insertable } from 'kysely'

import type { Result } from '../lab.ts'

/** What a result adds to the ledger: a row for each claim that it judged. */
export function ledgerRows(result: Result, card: Card, run: string, recordedAt: string): Insertable<Schema['ledger']>[] {
  return result.claims.map((judged) => {
    const claim = card.claims.find(({ id }) => id === judged.id)
    const figure = claim && 'figure' in claim.rule ? figureOf(result, claim.rule.figure) : undefined
    return {
      slug: result.slug,
      claim: judged.id,
      kind: result.kind,
      paper: judged.paper,
      measured: judged.measured,
      unit: claim?.unit ?? '',
      interval: figure?.interval ? JSON.stringify(figure.interval) : null,
      n: figure?.n ?? null,
      verdict: judged.verdict,
      run,
      code_method: result.code.method,
      code_spine: result.code.spine,
      recorded_at: recordedAt,
    }
  })
}

function figureOf(result: Result, id: string): Result['figures'][number] | undefined {
  return result.figures.find((figure) => figure.id === id)
}
