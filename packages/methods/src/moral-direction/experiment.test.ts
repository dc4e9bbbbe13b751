import { openDataSet } from '@offprint/lab'
import { loadStaticEmbedder } from '@offprint/lm'
import { needs as requires, sharedPath } from '@offprint/tools/needs'
import { expect, it } from 'vitest'
import type { Experiment, Figures, RunContext } from '../contract.ts'
import { createRandom } from '../random.ts'
import { card } from './card.ts'
import { checks, experiments, needs } from './experiment.ts'

async function contextOf(): Promise<RunContext> {
  const data = await openDataSet(needs.data!.study, { mirror: sharedPath('mirror') })
  const embedder = await loadStaticEmbedder(sharedPath('data/models/potion-base-4M-int8'))
  const chat = () => {
    throw new Error('no chat model is asked')
  }
  return { data: () => data, chat, embedder: () => embedder, random: createRandom(0), signal: new AbortController().signal }
}

async function finish(experiment: Experiment, context: RunContext): Promise<Figures> {
  const run = experiment.run('smoke', 0, context)
  for (;;) {
    const next = await run.next()
    if (next.done) return next.value
  }
}

it(
  'reproduces every recorded figure: correlations, separation, context and the toxicity tables',
  requires('shared', async () => {
    const context = await contextOf()
    const missed: string[] = []
    for (const { name, expected, tolerance, run } of checks) {
      const measured = await run(context)
      if (!(Math.abs(measured - expected) <= tolerance)) missed.push(`${name}: ${measured} for ${expected}`)
    }
    expect(missed).toEqual([])
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  }),
)

it(
  'decides every claim that can be tested; the controls fail on a real static embedder',
  requires('shared', async () => {
    const context = await contextOf()
    const runs = new Map<string, Figures>()
    for (const experiment of experiments) runs.set(experiment.name, await finish(experiment, context))
    const figure = (experiment: string, id: string) => runs.get(experiment)!.figures.find((one) => one.id === id)
    const verdicts = card.claims.flatMap(({ id, rule }) =>
      'decide' in rule ? [[id, rule.decide((name: string) => figure(rule.experiment, name))]] : [],
    )
    expect(Object.fromEntries(verdicts)).toEqual({
      'agrees-with-people': 'holds',
      'better-than-answers': 'holds',
      'sees-context': 'holds',
      'direction-in-a-small-encoder': 'holds',
      'arbitrary-phrases': 'holds',
      'principal-component': 'partly',
      'steers-gpt-2-recorded': 'holds',
    })
    const r = figure('direction', 'regional-r')!.interval!.low
    for (const control of ['random-directions-p95', 'everyday-verbs-p95', 'shuffled-ratings-p95']) {
      expect(figure('direction', control)!.value).toBeLessThan(r)
    }
    const [regional] = runs.get('direction')!.series!
    expect(regional.lines[0].points).toHaveLength(113)
    expect(regional.lines[0].labels).toContain('kill time')
  }),
  60_000,
)
