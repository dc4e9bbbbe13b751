import { openDataSet } from '@offprint/lab'
import { needs as requires, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'
import type { DataSet, Figure, Figures, Progress, RunContext } from '../contract.ts'
import { createRandom } from '../random.ts'
import { checks, experiments, needs } from './experiment.ts'

async function contextFor(names: readonly string[]): Promise<RunContext> {
  const places = { mirror: sharedPath('mirror'), dataFolder: sharedPath('data') }
  const sets = new Map<string, DataSet>()
  for (const name of names) sets.set(name, await openDataSet(needs.data![name], places))
  const none = () => {
    throw new Error('no model is asked')
  }
  return { data: (name) => sets.get(name)!, chat: none, embedder: none, random: createRandom(1), signal: new AbortController().signal }
}

async function runSmoke(name: string): Promise<{ steps: Progress[]; figures: Figures; value: (id: string) => Figure }> {
  const experiment = experiments.find((one) => one.name === name)!
  const run = experiment.run('smoke', 1, await contextFor(experiment.uses!.data!))
  const steps: Progress[] = []
  for (;;) {
    const next = await run.next()
    if (next.done) return { steps, figures: next.value, value: (id) => next.value.figures.find((figure) => figure.id === id)! }
    steps.push(next.value)
  }
}

it(
  'reproduces the recorded F1 and decodes every utterance to itself',
  requires('shared', async () => {
    for (const { name, expected, tolerance, uses, run } of checks) {
      const measured = await run(await contextFor(uses!.data!))
      expect(Math.abs(measured - expected), name).toBeLessThanOrEqual(tolerance)
    }
    expect(checks).toHaveLength(2)
  }),
)

it(
  'finds word borders far better than units cut at random, ranks being needed for it',
  requires('shared', async () => {
    const { steps, figures, value } = await runSmoke('segmentation')
    const learned = value('boundary-f1')
    expect(learned.interval!.low).toBeGreaterThan(value('random-units-boundary-f1').interval!.high + 0.1)
    expect(learned.interval!.low).toBeGreaterThan(value('shuffled-ranks-boundary-f1').interval!.high)
    expect(value('held-out-boundary-f1').value).toBeGreaterThan(0.7)
    expect(value('inner-boundary-f1').value).toBeLessThan(learned.value)
    expect(figures.seeds).toEqual([1, 2, 3])
    expect(steps.at(-1)).toMatchObject({ done: 600, total: 600 })
    expect(steps.at(-1)?.series?.lines).toHaveLength(4)
  }),
)

it(
  'compares vocabularies of one size in two languages, with an interval over documents',
  requires('shared', async () => {
    const { figures, value } = await runSmoke('vocabulary')
    for (const language of ['english', 'chinese']) {
      expect(value(`${language}-tokens-ratio-random-units`).interval!.high).toBeLessThan(1)
      expect(value(`${language}-tokens-ratio-words`)).toMatchObject({ n: 8, interval: { level: 0.95, n: 8 } })
    }
    const shares = ['parts', 'words', 'several-words'].map((kind) => value(`english-share-${kind}`).value)
    expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 12)
    expect(figures.series?.[0].lines).toHaveLength(6)
  }),
  40_000,
)
