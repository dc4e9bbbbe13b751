/** Written for kill.test.ts: adds papers one after another and says the id of each when its write is acknowledged. */
import { writeSync } from 'node:fs'

import { openStore } from '../../open-store.ts'
import { samplePaper } from '../../sample-papers.ts'

const [path, prefix] = process.argv.slice(2)
const store = await openStore({ path })
for (let count = 0; ; count++) {
  const id = `${prefix}-${count}`
  await store.transaction((trx) =>
    trx
      .insertInto('papers')
      .values(samplePaper({ id, title: `acknowledged ${id}` }))
      .execute(),
  )
  writeSync(1, `${id}\n`)
}
