/** Written for kill.test.ts: imports papers without end and says after each commit how many are safe. */
import { writeSync } from 'node:fs'

import { openStore } from '@offprint/store'

import type { Reading } from '../reading/importer.ts'
import { importReadings } from './import-readings.ts'

const [path, prefix] = process.argv.slice(2)

function* readings(): Generator<Reading> {
  for (let n = 0; ; n++)
    yield { record: { title: `Paper ${prefix} ${n}`, doi: `10.1000/${prefix}.${n}` }, source: 'page', at: `record ${n}` }
}

const store = await openStore({ path })
for await (const step of importReadings(store, readings(), { now: new Date() })) {
  if ('committed' in step) writeSync(1, `${step.committed}\n`)
}
