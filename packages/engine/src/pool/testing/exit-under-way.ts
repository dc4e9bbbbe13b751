import { setTimeout } from 'node:timers/promises'

import { createPool } from '../pool.ts'

// A process that ends while its worker multiplies: argument 1 says after how many milliseconds, argument 2 how.
const [delayMs, ending] = [Number(process.argv[2]), process.argv[3]]

const pool = createPool({ size: 1 })
const steps = pool.stream<number>({ module: new URL('./jobs.ts', import.meta.url), name: 'multiply' }, 384)
await steps.next()
await setTimeout(delayMs)
if (ending === 'throw') throw new Error('the main program failed')
process.exit(ending === 'fail' ? 3 : 0)
