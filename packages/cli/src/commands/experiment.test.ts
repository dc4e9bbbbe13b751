import { needs, sharedPath } from '@offprint/tools/needs'
import { afterAll, expect, it } from 'vitest'
import { UsageError } from '../config.ts'
import { createVerbRunner } from '../testing/run-verb.ts'
import { registerExperiment } from './experiment.ts'

const verbs = createVerbRunner({ OFFPRINT_MIRROR: sharedPath('mirror') })
afterAll(() => verbs[Symbol.asyncDispose]())

it('names the experiments and sizes that there are where another was asked for', async () => {
  await expect(verbs.run(registerExperiment, ['experiment', 'lib-tokenizer', '--name', 'zz'])).rejects.toThrow(UsageError)
  await expect(verbs.run(registerExperiment, ['experiment', 'lib-tokenizer', '--name', 'zz'])).rejects.toThrow(/It has: .*segmentation/)
  await expect(verbs.run(registerExperiment, ['experiment', 'nope'])).rejects.toMatchObject({ code: 'unknown-method' })
  await expect(verbs.run(registerExperiment, ['experiment', 'ckl'])).rejects.toMatchObject({ code: 'not-runnable' })
})

it(
  'runs in this process with progress, and finds the same run in the ledger when asked again',
  needs('shared', async () => {
    const command = ['experiment', 'moral-direction', '--name', 'recorded-scores', '--size', 'smoke']
    const first = await verbs.run(registerExperiment, command)
    expect(first.code).toBe(0)
    expect(first.progress.length).toBeGreaterThan(0)
    expect(first.rows.at(-1)).toMatchObject({
      result: { slug: 'moral-direction', size: 'smoke', command: expect.stringContaining('--size smoke') },
    })
    const second = await verbs.run(registerExperiment, command)
    expect(second.notes).toContainEqual(expect.stringContaining('stands in the ledger already'))
    expect(second.rows).toEqual(first.rows)
  }),
  60_000,
)
