import { defineTry } from '@offprint/methods'
import { z } from 'zod'

const input = z.object({
  text: z.string().min(1).max(200),
  steps: z.number().int().min(0).max(100_000).default(3),
  stepMs: z.number().default(5),
  /** How it ends: with a result, by throwing, by dying, or not at all (it hears no stop). */
  ending: z.enum(['result', 'throw', 'die', 'deaf']).default('result'),
})

export const tryIt = defineTry({
  title: 'Count',
  input,
  example: { text: 'one two' },
  needs: {},
  async *run({ text, steps, stepMs, ending }, { random }) {
    for (let done = 0; done < steps; done++) {
      yield { done, total: steps, unit: 'steps', note: `step ${done}` }
      if (stepMs) await new Promise((resolve) => setTimeout(resolve, stepMs))
    }
    if (ending === 'throw') throw new Error('The count was lost. Count again.')
    if (ending === 'die') process.kill(process.pid, 'SIGKILL')
    if (ending === 'deaf') for (;;) Math.random()
    return { blocks: [{ type: 'text', text: `${text.split(' ').length} words, ${random.integer(1000)}` }] }
  },
})
