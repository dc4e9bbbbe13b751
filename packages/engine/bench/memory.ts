import { small } from './gpt.ts'
import { createStep } from './step.ts'

// A process of its own: three training steps, then the most memory that it ever held, in MB.
const [batch, length] = [Number(process.argv[2]), Number(process.argv[3])]
using step = createStep(small, { batch, length, threads: 2, isCheckpointed: process.argv[4] === 'checkpoint' })
for (let i = 0; i < 3; i++) await step.run()
console.log(process.resourceUsage().maxRSS / 1024)
