import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

import { createModelSource } from '../models/installed.ts'
import { fixtureSettings } from '../testing/fixture-job.ts'
import { needs } from '../testing/methods/counter/experiment.ts'
import { addWords } from '../testing/test-lab.ts'
import { wantedOf } from './needs.ts'
import { findSupplies, requireNeeds } from './require-needs.ts'

const models = createModelSource(fixtureSettings.models)
const asked = { needs, wanted: wantedOf(needs) }

it('lists all that is missing at once, each with what to do', async () => {
  const { missing, downloads } = await findSupplies({ settings: fixtureSettings, models }, asked)
  expect(missing).toEqual([
    { code: 'missing-data', advice: expect.stringContaining('words.txt') },
    { code: 'missing-model', advice: expect.stringContaining('OFFPRINT_CHAT_URL') },
  ])
  expect(downloads).toEqual([])
  await expect(requireNeeds({ settings: fixtureSettings, models }, asked)).rejects.toThrow(/words\.txt.*OFFPRINT_CHAT_URL/)
})

it('names what would be downloaded', async () => {
  const released = { repository: 'o/r', commit: '0123456789', paths: ['a'], licence: '', sha256: '' }
  const settings = { ...fixtureSettings, places: { cache: mkdtempSync(join(tmpdir(), 'offprint-supplies-')) } }
  const wish = { needs: { data: { released } }, wanted: { data: ['released'], chat: false, embedder: false } }
  expect(await findSupplies({ settings, models }, wish)).toMatchObject({ downloads: ['o/r@0123456'], missing: [] })
})

it('gives the identities of a run that can start', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'offprint-supplies-'))
  await addWords(dataFolder)
  const settings = { ...fixtureSettings, places: { dataFolder } }
  const given = await requireNeeds({ settings, models }, { needs, wanted: wantedOf(needs, { data: ['words'] }) })
  expect(given).toEqual({ model: undefined, data: [needs.data!.words] })
})
