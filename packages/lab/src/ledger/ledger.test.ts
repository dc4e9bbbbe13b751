import { expect, it } from 'vitest'

import { card } from '../testing/methods/counter/card.ts'
import { sampleResult } from '../testing/sample-result.ts'
import { openTestLab } from '../testing/test-lab.ts'
import { ledgerRows } from './ledger-rows.ts'
import { insertLedgerRows } from './queries.ts'

it('lists every claim of every card, or of one, with the ledger rows of its paper alone', async () => {
  await using opened = await openTestLab()
  const { lab, store } = opened
  await insertLedgerRows(store.db, ledgerRows(sampleResult, card, 'run', '2026-03-01T00:00:00.000Z'))
  await insertLedgerRows(store.db, ledgerRows({ ...sampleResult, slug: 'another' }, card, 'other', '2026-03-02T00:00:00.000Z'))
  expect(await lab.claims()).toMatchObject([{ run: 'run', verdict: 'holds', olderCode: true, history: [] }, { run: null }])
  expect(await lab.claims('card-only')).toEqual([])
  await expect(lab.claims('nobody')).rejects.toMatchObject({ code: 'unknown-method' })
  expect(await lab.moved(1)).toMatchObject([{ run: 'run' }])
})
