import { join } from 'node:path'
import { openStore } from '@offprint/store'

import { createLab } from '../create-lab.ts'
import { fixtureMethods } from './test-lab.ts'

/** A worker as a process, to be killed by a test: `node worker-process.ts HOME` works the queue of that home until it dies. */
const home = process.argv[2]
const store = await openStore({ path: join(home, 'offprint.sqlite') })
const pace = { leaseMs: 400, heartbeatMs: 50, idleMs: 20, graceMs: 200 }
const lab = await createLab({ store, home, methods: fixtureMethods, resultsFolder: join(home, 'results'), pace })
process.send?.('ready')
await lab.work()
